package dev.firedrill.restore;

import java.time.Duration;

/** Durations as people read them: {@code 850 ms}, {@code 12.3s}, {@code 4m12s}, {@code 1h03m}, {@code 41 days}. */
public final class Durations {
    private Durations() {}

    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        if (seconds < 60) {
            long tenths = duration.toMillisPart() / 100;
            return seconds + (tenths == 0 ? "" : "." + tenths) + "s";
        }
        if (seconds < 3600) {
            return joined(seconds / 60, "m", seconds % 60, "s");
        }
        return duration.toHours() < 48
                ? joined(duration.toHours(), "h", duration.toMinutesPart(), "m")
                : duration.toDays() + " days";
    }

    private static String joined(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : "%02d%s".formatted(small, smallUnit));
    }
}

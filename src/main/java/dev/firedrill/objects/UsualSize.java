package dev.firedrill.objects;

import dev.firedrill.restore.PastValue;
import dev.firedrill.rules.Finding;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;

/**
 * Bytes of former days, the newest of each day, and whether today's are like them. The median is what they are compared
 * with, so that one odd day neither hides nor makes an oddity; and the day before.
 *
 * @param days oldest first, today left out
 */
record UsualSize(List<Long> days) {
    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final int LEAST_DAYS = 5;
    private static final String BOUNDS = "half to double of former days";

    static UsualSize of(List<PastValue> past, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        var byDay = new TreeMap<LocalDate, Long>();
        for (var one : past) {
            var day = LocalDate.ofInstant(one.at(), ZoneOffset.UTC);
            if (day.isBefore(today) && one.at().isAfter(now.minus(REMEMBERED))) {
                byDay.put(day, (long) one.value());
            }
        }
        return new UsualSize(List.copyOf(byDay.values()));
    }

    Finding judge(long bytes) {
        if (days.size() < LEAST_DAYS) {
            return Finding.ofMeasure(bytes, BOUNDS, Verdict.WARN).found(insufficient(bytes));
        }
        long median = median();
        long last = last();
        boolean shrunk = isLessThanHalf(bytes, median) || isLessThanHalf(bytes, last);
        var text = "%s; the median of %d days is %s, the last day had %s"
                .formatted(size(bytes), days.size(), size(median), size(last));
        if (!shrunk && bytes / 2 > median) {
            return Finding.ofMeasure(bytes, BOUNDS, Verdict.WARN).found("they are more than twice as much: " + text);
        }
        return Finding.ofMeasure(bytes, BOUNDS, !shrunk)
                .found("they are less than half: " + text)
                .hint(
                        "a backup that is cut short looks like this; if so much was deleted, the median follows in some days");
    }

    private String insufficient(long bytes) {
        var suspicion = !days.isEmpty() && isLessThanHalf(bytes, last())
                ? ", less than half of the last day's " + size(last())
                : "";
        return "insufficient data: %d of %d days are known; today there are %s%s"
                .formatted(days.size(), LEAST_DAYS, size(bytes), suspicion);
    }

    private static boolean isLessThanHalf(long bytes, long usual) {
        return bytes < usual - bytes;
    }

    private long median() {
        var sorted = days.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private long last() {
        return days.get(days.size() - 1);
    }

    private static String size(long bytes) {
        return DiskSpace.megabytes(bytes);
    }
}

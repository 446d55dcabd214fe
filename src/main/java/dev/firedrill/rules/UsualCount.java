package dev.firedrill.rules;

import dev.firedrill.config.Baseline;
import dev.firedrill.verdict.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Whether a count is as those of earlier runs.
 *
 * <p>Two questions, because either alone can be fooled. The bounds of growth and shrinkage count from the larger of the
 * median and the newest count: a table that grows is not measured against what it was long ago, and one that loses a
 * little each time is measured against what it had. They fail. Within them, a count that lies more than three scaled MADs
 * (median absolute deviations) from the median is unusual: that warns. So a table that always varies cannot widen its
 * bounds, and one that never did does not turn red for a row more.
 *
 * @param past counts of earlier runs, the oldest first
 */
public record UsualCount(List<Long> past, Baseline baseline) {
    /** Of so few runs nothing is usual. */
    static final int ENOUGH = 5;

    private static final double SCALED_MADS = 3 * 1.4826;
    private static final long FEW_ROWS_MORE = 10;
    private static final double LEAST_SPREAD = 0.001;

    public UsualCount {
        past = List.copyOf(past);
    }

    /** The verdict on a number of rows. */
    public Finding judge(long rows) {
        return past.size() < ENOUGH ? ofTooFew(rows) : ofEnough(rows);
    }

    private Finding ofTooFew(long rows) {
        var known = "insufficient data: %d of %d runs are on record".formatted(past.size(), ENOUGH);
        if (rows == 0 && past.stream().anyMatch(count -> count > 0)) {
            return empty(newest(), known);
        }
        return Finding.ofMeasure(rows, known, Verdict.WARN)
                .found("it has %s, which were compared with nothing: %s".formatted(Numbers.text(rows, "row"), known));
    }

    private Finding ofEnough(long rows) {
        double median = median(past.stream().mapToDouble(Long::doubleValue).toArray());
        double mad = median(
                past.stream().mapToDouble(count -> Math.abs(count - median)).toArray());
        long base = Math.max(Math.round(median), newest());
        long least = base - allowed(base, baseline.shrinkage(), 1);
        long most = base + allowed(base, baseline.growth(), FEW_ROWS_MORE);
        var limits = "%s to %s".formatted(Numbers.text(least), Numbers.text(most));
        if (rows == 0 && base > 0) {
            return empty(base, limits).note(note(median, mad));
        }
        double spread = SCALED_MADS * Math.max(mad, Math.max(1, LEAST_SPREAD * median));
        boolean within = least <= rows && rows <= most;
        boolean usual = Math.abs(rows - median) <= spread;
        var verdict = within ? usual ? Verdict.PASS : Verdict.WARN : Verdict.FAIL;
        return Finding.ofMeasure(rows, limits, verdict)
                .note(note(median, mad))
                .found(found(rows, base, median, within))
                .allowed(limits)
                .hint(within ? "" : remedy());
    }

    private String found(long rows, long base, double median, boolean within) {
        var has = "it has " + Numbers.text(rows, "row");
        return within
                ? "%s, which is unusually %s than %s".formatted(has, rows > median ? "more" : "fewer", text(median))
                : "%s, %s than %s".formatted(has, difference(rows, base), Numbers.text(base));
    }

    private static String difference(long rows, long base) {
        long by = Math.abs(rows - base);
        var percent = base == 0 ? "" : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * by / base);
        return Numbers.text(by) + percent + (rows > base ? " more" : " fewer");
    }

    private static Finding empty(long had, String limits) {
        return Finding.ofMeasure(0, limits, Verdict.FAIL)
                .found("it is empty, and had " + Numbers.text(had, "row"))
                .hint(remedy());
    }

    private String note(double median, double mad) {
        return "median of %d runs: %s, MAD: %s".formatted(past.size(), text(median), text(mad));
    }

    private static String remedy() {
        return "if that is meant, let counting begin anew: baseline: {since: DAY}, with the day after the change.";
    }

    /** A few rows of a small table are no share of it. */
    private static long allowed(long base, double share, long few) {
        return share == 0 ? 0 : Math.max(few, (long) Math.floor(base * share));
    }

    private long newest() {
        return past.get(past.size() - 1);
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static String text(double number) {
        return number == Math.rint(number) ? Numbers.text((long) number) : String.format(Locale.ROOT, "%,.1f", number);
    }
}

package dev.firedrill.restore;

import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;

/**
 * One of a system's own {@code verify:} queries: it must return a row before anything else looks at the instance. It is
 * part of the restore, and reported as a rule of its own.
 *
 * @param query as firedrill.yaml has it
 */
public record VerifyRule(String query) {
    private static final int LONGEST_SLUG = 40;

    /** Stable whatever stands before it in the list: {@code verify-select-1-from-orders-limit-1-5e0d3c11}. */
    public String id() {
        var crc = new CRC32();
        crc.update(query.getBytes(StandardCharsets.UTF_8));
        var slug = query.replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        return "verify-" + slug.substring(0, Math.min(LONGEST_SLUG, slug.length())) + "-%08x".formatted(crc.getValue());
    }

    /** What is expected, in words. */
    public String description() {
        return "[" + query + "] returns a row";
    }

    /** Runs it and tells the listener. What it throws ends the restore. */
    void check(Instance instance, RuleListener listener) {
        listener.ruleStarted(id(), description());
        long started = System.nanoTime();
        try {
            instance.verify(List.of(query));
            listener.ruleFinished(outcome(null, started));
        } catch (RuntimeException | AssertionError e) {
            listener.ruleFinished(outcome(e, started));
            throw e;
        }
    }

    private RuleOutcome outcome(Throwable thrown, long started) {
        var verdict = Verdict.of(thrown);
        double value = verdict == Verdict.INCONCLUSIVE ? Double.NaN : verdict == Verdict.PASS ? 0 : 1;
        return new RuleOutcome(
                id(),
                description(),
                value,
                "at most 0",
                verdict,
                thrown == null ? "" : String.valueOf(thrown.getMessage()),
                List.of(),
                query,
                Duration.ofNanos(System.nanoTime() - started));
    }
}

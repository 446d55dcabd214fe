package dev.firedrill.rules;

import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an inspection found, before it becomes a message and an outcome. */
public final class Finding {
    Verdict verdict;
    final double value;
    String bounds;
    final boolean damaged;
    final Throwable cause;
    List<Part> parts = List.of();
    String note = "";
    String found = "";
    String allowed = "";
    String sampleLabel = "";
    List<Sample> samples = List.of();
    long offences;
    String hint = "";
    String sql = "";
    String remark = "";
    /** What offences are counted against; null where something is measured. */
    Bounds limits;
    /** How all offenders are found; null where rows have no keys. */
    Offending offending;
    /** What offends, where it is several things; null where they have no offenders of their own. */
    Breaches breaches;

    Optional<Duration> took = Optional.empty();

    private Finding(Verdict verdict, double value, String bounds, boolean damaged, Throwable cause) {
        this.verdict = verdict;
        this.value = value;
        this.bounds = bounds;
        this.damaged = damaged;
        this.cause = cause;
    }

    /** So many offending rows were counted. */
    public static Finding ofOffences(long offences, Bounds bounds) {
        var finding = new Finding(bounds.judge(offences), offences, bounds.text(), false, null);
        finding.offences = offences;
        finding.limits = bounds;
        finding.allowed = bounds.text().substring("at most ".length());
        return finding;
    }

    /** Something was measured which is right or wrong by limits of its own. */
    public static Finding ofMeasure(double value, String limits, boolean holds) {
        return new Finding(holds ? Verdict.PASS : Verdict.FAIL, value, limits, false, null);
    }

    /** Something was measured, on which more than two verdicts are possible. */
    public static Finding ofMeasure(double value, String limits, Verdict verdict) {
        return new Finding(verdict, value, limits, false, null);
    }

    /** What the rule speaks of does not exist. */
    public static Finding ofMissingObject(String found) {
        return new Finding(Verdict.FAIL, Double.NaN, "object missing", false, null).found(found);
    }

    /** The engine says that the data is damaged. */
    public static Finding ofDamage(String found, Throwable cause) {
        return new Finding(Verdict.FAIL, Double.NaN, "readable", true, cause).found(found);
    }

    /** It cannot be told. */
    public static Finding unknown(String found, Throwable cause) {
        return new Finding(Verdict.INCONCLUSIVE, Double.NaN, "unknown", false, cause).found(found);
    }

    /** Several things were looked at, and this is the worst that was found. */
    public static Finding ofParts(Verdict verdict, long offending, boolean damaged, List<Part> parts) {
        var finding = new Finding(verdict, offending, Bounds.NONE_ALLOWED.text(), damaged, null);
        finding.parts = List.copyOf(parts);
        return finding;
    }

    /**
     * One of several things that offend, with its own offenders.
     *
     * @param text what is wrong with it, in one line
     * @param label what its samples are: {@code orders.id -> customer_id}
     * @param samples offending rows, the first 20 of them
     * @param offences how many there are
     */
    public record Part(String text, String label, List<Sample> samples, long offences) {
        public Part {
            samples = List.copyOf(samples);
        }
    }

    /** The data was looked at, and counted or measured. */
    boolean isJudged() {
        return !Double.isNaN(value);
    }

    /** The verdict and its bounds, once what is known is taken into account. */
    Finding judgedAs(Verdict other, String otherBounds) {
        verdict = other;
        bounds = otherBounds;
        return this;
    }

    /** Neither that it holds nor that it does not is known. */
    public boolean isUnknown() {
        return verdict == Verdict.INCONCLUSIVE;
    }

    public boolean holds() {
        return verdict == Verdict.PASS;
    }

    /** A remark in brackets after the expectation. */
    public Finding note(String text) {
        note = text;
        return this;
    }

    /** What follows "but" in a message. */
    public Finding found(String text) {
        found = text;
        return this;
    }

    /** Offending rows, the first 20 of them. */
    public Finding samples(String label, List<Sample> rows) {
        sampleLabel = label;
        samples = List.copyOf(rows);
        return this;
    }

    public Finding hint(String text) {
        hint = text;
        return this;
    }

    /** A further hint, in a sentence of its own. */
    Finding addHint(String text) {
        return hint(hint.isEmpty() ? text : hint + "\nHint: " + text);
    }

    /** A line of its own, before the hint. */
    public Finding remark(String text) {
        remark = text;
        return this;
    }

    Finding allowed(String text) {
        allowed = text;
        return this;
    }

    /** Of how many the samples are some. */
    Finding offences(long number) {
        offences = number;
        return this;
    }

    /** How all offenders are found, so that they can be told from those that are known. */
    public Finding offending(Offending all) {
        offending = all;
        return this;
    }

    /** What offends, so that each of these things can be judged beside what is known of it. */
    public Finding breaches(Breaches all) {
        breaches = all;
        return this;
    }

    /** How long it took, where that is not the time of the inspection itself. */
    public Finding took(Duration time) {
        took = Optional.of(time);
        return this;
    }

    /** The query that finds all offenders. */
    public Finding sql(String text) {
        sql = text;
        return this;
    }
}

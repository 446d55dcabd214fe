package dev.firedrill.rules;

import dev.firedrill.verdict.Verdict;
import java.util.List;

/** What an inspection found, before it becomes a message and an outcome. */
public final class Finding {
    final Verdict verdict;
    final double value;
    final String bounds;
    final boolean damaged;
    final Throwable cause;
    String note = "";
    String found = "";
    String allowed = "";
    String sampleLabel = "";
    List<Sample> samples = List.of();
    long offences;
    String hint = "";
    String sql = "";

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
        finding.allowed = bounds.text().substring("at most ".length());
        return finding;
    }

    /** Something was measured which is right or wrong by limits of its own. */
    public static Finding ofMeasure(double value, String limits, boolean holds) {
        return new Finding(holds ? Verdict.PASS : Verdict.FAIL, value, limits, false, null);
    }

    /** It holds as far as it was looked at, and a person must know how far that was. */
    public static Finding warning(double value, String limits) {
        return new Finding(Verdict.WARN, value, limits, false, null);
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

    /** The query that finds all offenders. */
    public Finding sql(String text) {
        sql = text;
        return this;
    }
}

package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;

/**
 * Why data that break a promise may be as they were in the source.
 *
 * @param text empty where the promise is a whole one
 * @param verdict what is said of data that break it
 */
record Doubt(String text, Verdict verdict) {
    static final Doubt NONE = new Doubt("", Verdict.FAIL);
    static final Doubt NOT_VALID =
            new Doubt("it is NOT VALID: older rows were never checked, the source may have the same", Verdict.WARN);
    static final Doubt NOT_ENFORCED =
            new Doubt("it is NOT ENFORCED: no row was ever checked, the source may have the same", Verdict.WARN);
    static final Doubt INVALID_INDEX = new Doubt("its index is not valid: the source may have the same", Verdict.WARN);
    static final Doubt CHANGING = new Doubt(
            "it reads the time or a setting: it may have held when the rows were written, the source may have the same",
            Verdict.WARN);
    static final Doubt ORDERED_OTHERWISE = new Doubt(
            "this host orders texts by another version of the collation, so it cannot be told", Verdict.INCONCLUSIVE);

    static Doubt of(boolean validated, boolean enforced) {
        if (!enforced) {
            return NOT_ENFORCED;
        }
        return validated ? NONE : NOT_VALID;
    }

    /** In brackets, behind a sentence. */
    String behind() {
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}

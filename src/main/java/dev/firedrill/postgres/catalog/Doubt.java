package dev.firedrill.postgres.catalog;

import dev.firedrill.verdict.Verdict;

/**
 * Why data that break a promise may have broken it in the source as well.
 *
 * @param text empty where the promise is a whole one
 */
record Doubt(String text) {
    static final Doubt NONE = new Doubt("");
    static final Doubt NOT_VALID =
            new Doubt("it is NOT VALID: older rows were never checked, the source may have the same");
    static final Doubt NOT_ENFORCED =
            new Doubt("it is NOT ENFORCED: no row was ever checked, the source may have the same");
    static final Doubt INVALID_INDEX = new Doubt("its index is not valid: the source may have the same");
    static final Doubt CHANGING = new Doubt(
            "it reads the time or a setting: it may have held when the rows were written, the source may have the same");

    static Doubt of(boolean validated, boolean enforced) {
        if (!enforced) {
            return NOT_ENFORCED;
        }
        return validated ? NONE : NOT_VALID;
    }

    Verdict verdict() {
        return text.isEmpty() ? Verdict.FAIL : Verdict.WARN;
    }

    /** In brackets, behind a sentence. */
    String behind() {
        return text.isEmpty() ? "" : " (" + text + ")";
    }
}

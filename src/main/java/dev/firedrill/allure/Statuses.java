package dev.firedrill.allure;

import dev.firedrill.verdict.Verdict;
import io.qameta.allure.model.Status;

/** Allure's words for verdicts: failed is a bad backup, broken is "could not tell". */
final class Statuses {
    private Statuses() {}

    static Status of(Verdict verdict) {
        return switch (verdict) {
            case PASS, WARN -> Status.PASSED;
            case UNCOVERED -> Status.SKIPPED;
            case INCONCLUSIVE -> Status.BROKEN;
            case FAIL -> Status.FAILED;
        };
    }
}

package dev.firedrill.cli;

import dev.firedrill.verdict.Verdict;

/** What a command ends with, for scripts. */
final class ExitCode {
    static final int PASS = 0;
    static final int FAIL = 1;
    static final int INCONCLUSIVE = 2;
    /** The user's mistake: the configuration, or the command line. */
    static final int CONFIGURATION = 3;

    private ExitCode() {}

    static int of(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> FAIL;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case PASS, WARN, UNCOVERED -> PASS;
        };
    }
}

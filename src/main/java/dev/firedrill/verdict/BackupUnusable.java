package dev.firedrill.verdict;

/** The backup is bad: it is missing, incomplete, altered, or the engine refuses it. Its verdict is FAIL. */
public final class BackupUnusable extends AssertionError {
    public BackupUnusable(String message) {
        this(message, null);
    }

    public BackupUnusable(String message, Throwable cause) {
        super(Headline.of(Verdict.FAIL, message), cause);
    }
}

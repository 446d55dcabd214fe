package dev.firedrill.verdict;

/** The backup is bad: it is missing, incomplete, altered, or the engine refuses it. Its verdict is FAIL. */
public final class BackupUnusable extends AssertionError {
    public BackupUnusable(String message) {
        this(message, null);
    }

    public BackupUnusable(String message, Throwable cause) {
        super(Headline.of(Verdict.FAIL, message), cause);
    }

    /** The same, said of one restoration: its headline comes first, once. */
    public BackupUnusable of(String headline) {
        return new BackupUnusable(Headline.of(Verdict.FAIL, headline, getMessage()), getCause());
    }
}

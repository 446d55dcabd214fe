package dev.firedrill.kafka.contents;

/** Which records of a log a reader sees. */
public enum View {
    /** Those of aborted and of open transactions too, as consumers see them that say nothing else: all that the log holds. */
    ALL("read_uncommitted"),
    /** Those that are no part of a transaction, or of a committed one: what may be written into another log. */
    COMMITTED("read_committed");

    private final String isolation;

    View(String isolation) {
        this.isolation = isolation;
    }

    /** As {@code isolation.level} names it. */
    public String isolation() {
        return isolation;
    }
}

package dev.firedrill.postgres;

/** WAL that a base backup needs before it is consistent: from {@code start} up to {@code end}. */
public record WalRange(int timeline, Lsn start, Lsn end) {
    /** How long it is; 0 where it makes no sense. */
    public long bytes() {
        return Math.max(0, end.value() - start.value());
    }
}

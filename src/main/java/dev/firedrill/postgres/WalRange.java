package dev.firedrill.postgres;

/** WAL that a base backup needs before it is consistent: from {@code start} up to {@code end}. */
public record WalRange(int timeline, Lsn start, Lsn end) {}

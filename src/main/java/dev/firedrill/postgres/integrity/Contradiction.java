package dev.firedrill.postgres.integrity;

/**
 * A row that says something else of a transaction than the logs of transactions do.
 *
 * @param relation from the data directory: {@code base/5/16384}
 * @param what block, item, and what does not agree
 */
public record Contradiction(String relation, String what) {}

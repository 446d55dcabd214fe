package dev.firedrill.kafka.contents;

/**
 * The newest record of each key that is not a tombstone: what compaction keeps, however far it has come.
 *
 * @param keys how many keys have a value
 * @param digest of their newest records, whatever their order
 */
public record LatestValues(long keys, String digest) {}

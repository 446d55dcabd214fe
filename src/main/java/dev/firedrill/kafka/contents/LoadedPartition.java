package dev.firedrill.kafka.contents;

/**
 * A partition that was written anew from an archive.
 *
 * @param begin its first offset in the source
 * @param end the offset in the source up to which the archive goes
 * @param map from its offsets to those of the source
 */
public record LoadedPartition(long begin, long end, OffsetMap map) {}

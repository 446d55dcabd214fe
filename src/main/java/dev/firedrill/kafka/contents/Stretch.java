package dev.firedrill.kafka.contents;

/**
 * What {@link #LENGTH} offsets of a partition hold. With one digest for each stretch, two partitions can be compared up to
 * an offset, and from one on, and a difference has a place.
 *
 * @param from its first offset, a multiple of {@link #LENGTH}
 * @param records how many it holds: offsets of transaction markers and of compacted records hold none
 * @param bytes of timestamps, keys, values and headers, with their lengths
 * @param oldest the least timestamp, in milliseconds of the epoch
 * @param newest the greatest one
 * @param digest of offsets and records in their order, SHA-256
 */
public record Stretch(long from, long records, long bytes, long oldest, long newest, String digest) {
    /** So many offsets belong to one stretch. */
    public static final long LENGTH = 10_000;

    /** The offset after its last one. */
    public long until() {
        return from + LENGTH;
    }
}

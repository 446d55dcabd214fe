package dev.firedrill.kafka.contents;

import java.util.List;
import java.util.Optional;

/**
 * What a partition holds between two offsets.
 *
 * @param begin the first offset that there is
 * @param end the offset after the last one that was looked at
 * @param records how many records lie there
 * @param digest of the digests of all stretches, SHA-256
 * @param createTime how many records carry the time of their producer
 * @param logAppendTime how many carry the time of the broker
 * @param stretches those that hold records, in their order
 * @param latest of compacted topics, else empty
 */
public record PartitionContent(
        long begin,
        long end,
        long records,
        String digest,
        long createTime,
        long logAppendTime,
        List<Stretch> stretches,
        Optional<LatestValues> latest) {
    public PartitionContent {
        stretches = List.copyOf(stretches);
    }

    /** Offsets that hold no record: transaction markers, aborted records, what was compacted. */
    public long gaps() {
        return end - begin - records;
    }
}

package dev.firedrill.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What was found in the directory of one partition.
 *
 * @param topicId the id of the topic that it says it belongs to; empty if it does not say
 * @param start the first offset that clients can read
 * @param end the offset after the last whole batch
 * @param cleaned offsets below it may have been compacted away
 * @param segments in the order of their offsets
 * @param damage what is wrong, each in one line
 */
record PartitionLog(
        TopicPartition partition,
        Optional<Uuid> topicId,
        long start,
        long end,
        long cleaned,
        List<Segment> segments,
        List<String> damage) {

    PartitionLog {
        segments = List.copyOf(segments);
        damage = List.copyOf(damage);
    }

    long records() {
        return segments.stream().mapToLong(Segment::records).sum();
    }

    /** The latest timestamp of a record; -1 where there is none. */
    long newest() {
        return segments.stream().mapToLong(Segment::newest).max().orElse(-1);
    }

    /** The last segment ends within a batch, as after a crash. */
    boolean isTorn() {
        return segments.stream().anyMatch(segment -> segment.tail() == Segment.Tail.TORN);
    }

    /** Offsets that are missing, and that no compaction took. */
    List<Segment.Gap> lost() {
        return segments.stream()
                .flatMap(segment -> segment.gaps().stream())
                .filter(gap -> gap.to() >= cleaned)
                .map(gap -> new Segment.Gap(gap.segment(), Math.max(gap.from(), cleaned), gap.to()))
                .toList();
    }

    /** How many offsets are missing where the cleaner has been: whether it took them all cannot be told. */
    long compacted() {
        return segments.stream()
                .flatMap(segment -> segment.gaps().stream())
                .mapToLong(gap -> Math.max(0, Math.min(gap.to() + 1, cleaned) - gap.from()))
                .sum();
    }
}

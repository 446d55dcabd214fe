package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.PartitionContent;
import dev.firedrill.kafka.contents.Stretch;
import dev.firedrill.kafka.contents.TopicState;
import java.time.Instant;

/** Whether the recorded configuration of a topic allows that its oldest records are gone. */
record Retention(TopicState topic, Instant madeAt) {
    /** What a record needs in a segment beside its key, value and headers, at most. */
    private static final long OVERHEAD = 100;

    /**
     * By time: all that is gone was old enough when the backup was made. By size: what is left is large enough, for a broker
     * deletes a segment only where the rest is not below {@code retention.bytes}.
     */
    boolean explains(PartitionContent recorded, long begin, long bytesLeft, long recordsLeft) {
        if (!topic.deletes()) {
            return false;
        }
        return byTime(recorded, begin) || bySize(bytesLeft + OVERHEAD * recordsLeft);
    }

    private boolean byTime(PartitionContent recorded, long begin) {
        long oldEnough = madeAt.toEpochMilli() - topic.retentionMs();
        return topic.retentionMs() >= 0
                && recorded.stretches().stream()
                        .filter(stretch -> stretch.from() < begin)
                        .allMatch(stretch -> goneTimestamp(stretch, begin) <= oldEnough);
    }

    private static long goneTimestamp(Stretch stretch, long begin) {
        return stretch.until() <= begin ? stretch.newest() : stretch.oldest();
    }

    private boolean bySize(long atMostLeft) {
        return topic.retentionBytes() >= 0 && atMostLeft >= topic.retentionBytes();
    }

    /** As messages have it. */
    String text() {
        return "cleanup.policy=%s, retention.ms=%d, retention.bytes=%d"
                .formatted(topic.cleanup(), topic.retentionMs(), topic.retentionBytes());
    }
}

package dev.firedrill.kafka.contents;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;

/**
 * Reads one partition from an offset to another. It is over when the position has reached the end, never because a poll
 * brought nothing: the last offsets may be those of transaction markers, and a broker may be slow.
 */
public final class PartitionReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> consumer;
    private final Runnable checkpoint;

    /** @param checkpoint is run after each poll, and may throw */
    PartitionReader(Consumer<byte[], byte[]> consumer, Runnable checkpoint) {
        this.consumer = consumer;
        this.checkpoint = checkpoint;
    }

    /** What takes the records. */
    public interface Sink {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Reads all from the one offset to the one before the other.
     *
     * @throws BackupUnusable if a record is damaged
     * @throws Inconclusive if the end is not reached
     */
    public void read(TopicPartition partition, long begin, long end, Sink sink) {
        readWhile(partition, begin, end, record -> {
            sink.take(record);
            return true;
        });
    }

    /** The first record alone. */
    void first(TopicPartition partition, long begin, long end, Sink sink) {
        readWhile(partition, begin, end, record -> {
            sink.take(record);
            return false;
        });
    }

    private void readWhile(
            TopicPartition partition, long begin, long end, Predicate<ConsumerRecord<byte[], byte[]>> goesOn) {
        if (begin >= end) {
            return;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, begin);
        long position = begin;
        long moved = System.nanoTime();
        while (position < end) {
            checkpoint.run();
            for (var record : poll(partition, position).records(partition)) {
                if (record.offset() < end && !goesOn.test(record)) {
                    return;
                }
            }
            long now = consumer.position(partition);
            moved = now > position ? System.nanoTime() : moved;
            position = now;
            if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
                throw new Inconclusive(
                        "partition %s could be read to offset %,d only, and it ends at %,d: nothing came for %d s"
                                .formatted(partition, position, end, STANDSTILL.toSeconds()));
            }
        }
        consumer.assign(Set.of());
    }

    private ConsumerRecords<byte[], byte[]> poll(TopicPartition partition, long position) {
        try {
            return consumer.poll(POLL);
        } catch (KafkaException e) {
            if (isDamage(e)) {
                throw new BackupUnusable(
                        "partition %s is damaged: a record from offset %,d on is not what its checksum says: %s"
                                .formatted(partition, position, e.getMessage()),
                        e);
            }
            throw new Inconclusive(
                    "partition %s cannot be read from offset %,d on: %s".formatted(partition, position, e.getMessage()),
                    e);
        }
    }

    private static boolean isDamage(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CorruptRecordException
                    || String.valueOf(cause.getMessage()).contains("corrupt message")) {
                return true;
            }
        }
        return false;
    }
}

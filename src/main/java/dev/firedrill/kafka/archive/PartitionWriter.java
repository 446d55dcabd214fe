package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.OffsetMap;
import dev.firedrill.verdict.Inconclusive;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes records into one partition, with their timestamps, and sees that each gets the next offset. */
final class PartitionWriter {
    private static final int EACH = 1_000;

    private final Producer<byte[], byte[]> producer;
    private final TopicPartition partition;
    private final Runnable checkpoint;
    private final OffsetMap map = new OffsetMap();
    private final AtomicReference<String> refusal = new AtomicReference<>();

    PartitionWriter(Producer<byte[], byte[]> producer, TopicPartition partition, Runnable checkpoint) {
        this.producer = producer;
        this.partition = partition;
        this.checkpoint = checkpoint;
    }

    void write(ConsumerRecord<byte[], byte[]> record) {
        long expected = map.size();
        map.add(record.offset());
        if (expected % EACH == 0) {
            checkpoint.run();
            unlessRefused();
        }
        producer.send(
                new ProducerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        record.timestamp() < 0 ? null : record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()),
                (written, failure) -> written(expected, record.offset(), written, failure));
    }

    private void written(long expected, long source, RecordMetadata written, Exception failure) {
        if (failure != null) {
            refusal.compareAndSet(
                    null, "the record of offset %,d was refused: %s".formatted(source, failure.getMessage()));
        } else if (written.offset() != expected) {
            refusal.compareAndSet(
                    null,
                    "the record of offset %,d came to offset %,d, and not to %,d"
                            .formatted(source, written.offset(), expected));
        }
    }

    /** Waits until all are written, and gives back where they are. */
    OffsetMap end() {
        producer.flush();
        unlessRefused();
        return map;
    }

    private void unlessRefused() {
        if (refusal.get() != null) {
            throw new Inconclusive("partition %s could not be written again: %s".formatted(partition, refusal.get()));
        }
    }
}

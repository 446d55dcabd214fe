package dev.firedrill.kafka;

import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads all records of topics, from the first offset to the one that was the last when it began. */
final class RecordReading {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final KafkaInstance instance;
    private final Map<TopicPartition, PartitionOffsets> offsets;

    private RecordReading(KafkaInstance instance, Map<TopicPartition, PartitionOffsets> offsets) {
        this.instance = instance;
        this.offsets = offsets;
    }

    static RecordReading of(KafkaInstance instance, Collection<String> topics) {
        var answers = KafkaAnswers.of(instance);
        var offsets = new HashMap<TopicPartition, PartitionOffsets>();
        topics.forEach(topic -> offsets.putAll(answers.offsetsOf(topic)));
        return new RecordReading(instance, offsets);
    }

    /**
     * Gives each to {@code taker}, those of aborted transactions, too.
     *
     * @throws Inconclusive if one cannot be read
     */
    void each(Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (var consumer = instance.consumer()) {
            consumer.assign(offsets.keySet());
            consumer.seekToBeginning(offsets.keySet());
            long progress = System.nanoTime();
            while (!isDone(consumer)) {
                var records = consumer.poll(POLL);
                records.forEach(taker);
                if (!records.isEmpty()) {
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > PATIENCE) {
                    throw new Inconclusive("the restored broker gives no record any more, before all were read");
                }
            }
        } catch (KafkaException e) {
            throw new Inconclusive("the records cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean isDone(KafkaConsumer<byte[], byte[]> consumer) {
        return offsets.entrySet().stream()
                .allMatch(each ->
                        consumer.position(each.getKey()) >= each.getValue().end());
    }
}

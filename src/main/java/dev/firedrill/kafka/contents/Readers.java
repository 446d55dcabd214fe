package dev.firedrill.kafka.contents;

import dev.firedrill.process.Meanwhile;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/**
 * Readers of partitions that work side by side, two unless {@code -Dfiredrill.kafka.readers} says otherwise.
 *
 * @param checkpoint is run now and then, and throws where it has to end
 */
public record Readers(KafkaClients clients, View view, Runnable checkpoint) {
    private static final boolean TWO = Integer.getInteger("firedrill.kafka.readers", 2) > 1;

    /** Does the work for each item, with a reader that no other uses meanwhile. */
    public <T> void each(Collection<T> items, BiConsumer<PartitionReader, T> work) {
        var waiting = new ConcurrentLinkedQueue<>(items);
        try (var beside = Meanwhile.begin(() -> TWO ? run(waiting, work) : waiting)) {
            run(waiting, work);
            beside.outcome();
        }
    }

    private <T> Queue<T> run(Queue<T> waiting, BiConsumer<PartitionReader, T> work) {
        if (waiting.isEmpty()) {
            return waiting;
        }
        try (var consumer = clients.consumer(view)) {
            var reader = new PartitionReader(consumer, checkpoint);
            for (var item = waiting.poll(); item != null; item = waiting.poll()) {
                work.accept(reader, item);
            }
        }
        return waiting;
    }
}

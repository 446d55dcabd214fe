package dev.firedrill.kafka.contents;

import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The ends that partitions have at one moment. Who reads committed records reaches them only when every transaction that was
 * open then is decided: what lies behind an open one is committed too, and would be left out without a word.
 *
 * @param patience how long transactions may stay open
 * @param checkpoint is run now and then, and may throw
 */
public record DecidedEnds(ClusterLook look, KafkaClients clients, Duration patience, Runnable checkpoint) {
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Asks for the ends once, and waits for what is open before them.
     *
     * @throws Inconclusive if a transaction stays open
     */
    public Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        var ends = look.ends(partitions, View.ALL);
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .atMost(patience)
                    .until(() -> {
                        checkpoint.run();
                        return open(ends).isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            var open = open(ends);
            if (!open.isEmpty()) {
                throw staysOpen(ends, open);
            }
        }
        return ends;
    }

    /** Partitions whose last stable offset is before their end, with that offset. */
    private Map<TopicPartition, Long> open(Map<TopicPartition, Long> ends) {
        return look.ends(ends.keySet(), View.COMMITTED).entrySet().stream()
                .filter(stable -> stable.getValue() < ends.get(stable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Inconclusive staysOpen(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> open) {
        var lines = open.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(TopicPartition::toString)))
                .map(stable -> "  %s is decided up to offset %,d, and it ended at %,d"
                        .formatted(stable.getKey(), stable.getValue(), ends.get(stable.getKey())))
                .collect(Collectors.joining("\n"));
        return new Inconclusive(
                "the Kafka at %s has transactions that stayed open for %d s: what was written behind them cannot be read as committed\n%s\n  Remedy: %s"
                        .formatted(
                                clients.address(),
                                patience.toSeconds(),
                                lines,
                                "end them with kafka-transactions.sh (find-hanging, abort), or export when none is open"));
    }
}

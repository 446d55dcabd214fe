package dev.firedrill.kafka;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks for offsets that no batch covers, in the segments that a restored broker serves. Marks of transactions have offsets of
 * their own, which a client does not see and this does. What the cleaner took, it took below an offset that it wrote down.
 *
 * @param offsets how many were looked at
 * @param missing how many of them are missing
 * @param compacted how many are missing where the cleaner has been
 * @param samples where
 */
record GapSearch(long offsets, long missing, long compacted, List<Sample> samples) {
    /** Of what was written anew, no offset can be missing, whatever its source lost. */
    static Finding finding(KafkaInstance instance, Predicate<String> topics, Bounds bounds) {
        return instance.archive().isNone()
                ? of(instance, topics).finding(bounds)
                : Finding.unknown(
                                "it cannot be told of an archive: its offsets are new, and what is missing in its files was"
                                        + " looked for when it was loaded",
                                null)
                        .hint("leave it out for this backup, or compare it with an inventory");
    }

    private static GapSearch of(KafkaInstance instance, Predicate<String> topics) {
        var search = new Tally();
        var answers = KafkaAnswers.of(instance);
        var logs = logs(instance, topics);
        answers.topics().keySet().stream().filter(topics).forEach(topic -> answers.offsetsOf(topic)
                .forEach((partition, served) -> search.take(partition, served, logs.get(partition))));
        return new GapSearch(search.offsets, search.missing, search.compacted, search.samples);
    }

    private static final class Tally {
        private final List<Sample> samples = new ArrayList<>();
        private long offsets;
        private long missing;
        private long compacted;

        /** What is served without a segment that holds it is missing, too. */
        void take(TopicPartition partition, PartitionOffsets served, PartitionLog log) {
            offsets += served.end() - served.begin();
            if (log == null) {
                lost(partition, new Segment.Gap("", served.begin(), served.end() - 1));
                return;
            }
            compacted += log.compacted();
            log.lost().forEach(gap -> lost(partition, gap));
            lost(partition, new Segment.Gap("", served.begin(), Math.min(log.start(), served.end()) - 1));
            lost(partition, new Segment.Gap("", Math.max(log.end(), served.begin()), served.end() - 1));
        }

        private void lost(TopicPartition partition, Segment.Gap gap) {
            if (gap.to() >= gap.from()) {
                missing += gap.to() - gap.from() + 1;
                if (samples.size() < Sample.MOST) {
                    samples.add(Sample.of(List.of(partition.toString(), gap.toString()), 1));
                }
            }
        }
    }

    private static Map<TopicPartition, PartitionLog> logs(KafkaInstance instance, Predicate<String> topics) {
        var logs = new HashMap<TopicPartition, PartitionLog>();
        for (var logDirectory : instance.logDirectories()) {
            var checkpoints = Checkpoints.of(logDirectory);
            for (var directory : LogDirectories.directories(logDirectory)) {
                PartitionName.parse(directory.getFileName().toString())
                        .filter(each -> !PartitionName.isInternal(each.topic()) && topics.test(each.topic()))
                        .ifPresent(each ->
                                logs.put(each, readable(PartitionScan.of(directory, each, checkpoints, () -> {}))));
            }
        }
        return logs;
    }

    private static PartitionLog readable(PartitionLog log) {
        log.segments().stream()
                .filter(each -> !each.damage().isEmpty())
                .findFirst()
                .ifPresent(damaged -> {
                    throw new Inconclusive(log.partition() + ": " + damaged.name() + ": " + damaged.damage());
                });
        return log;
    }

    private Finding finding(Bounds bounds) {
        return Finding.ofOffences(missing, bounds)
                .found("%s of %s missing"
                        .formatted(
                                Numbers.text(missing),
                                Numbers.text(offsets, "offset") + (missing == 1 ? " is" : " are")))
                .note(compacted == 0 ? "" : "compacted away, as far as can be told: " + Numbers.text(compacted))
                .samples("partition -> missing", samples);
    }
}

package dev.firedrill.kafka;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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
    static GapSearch of(KafkaInstance instance, Predicate<String> topics) {
        long offsets = 0;
        long missing = 0;
        long compacted = 0;
        var samples = new ArrayList<Sample>();
        for (var log : logs(instance, topics)) {
            offsets += log.end() - log.start();
            compacted += log.compacted();
            for (var gap : log.lost()) {
                missing += gap.to() - gap.from() + 1;
                if (samples.size() < Sample.MOST) {
                    samples.add(Sample.of(List.of(log.partition().toString(), gap.toString()), 1));
                }
            }
        }
        return new GapSearch(offsets, missing, compacted, samples);
    }

    private static List<PartitionLog> logs(KafkaInstance instance, Predicate<String> topics) {
        var logs = new ArrayList<PartitionLog>();
        for (var logDirectory : instance.logDirectories()) {
            var checkpoints = Checkpoints.of(logDirectory);
            for (var directory : LogDirectories.directories(logDirectory)) {
                PartitionName.parse(directory.getFileName().toString())
                        .filter(each -> !PartitionName.isInternal(each.topic()) && topics.test(each.topic()))
                        .ifPresent(
                                each -> logs.add(readable(PartitionScan.of(directory, each, checkpoints, () -> {}))));
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

    Finding finding(Bounds bounds) {
        return Finding.ofOffences(missing, bounds)
                .found("%s of %s missing"
                        .formatted(
                                Numbers.text(missing),
                                Numbers.text(offsets, "offset") + (missing == 1 ? " is" : " are")))
                .note(compacted == 0 ? "" : "compacted away, as far as can be told: " + Numbers.text(compacted))
                .samples("partition -> missing", samples);
    }
}

package dev.firedrill.kafka;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What stands in the log directories of one broker, read before a broker touches them.
 *
 * @param cleanlyShutDown whether the broker left its marker in each of them
 * @param logs what was found in each partition's directory, the controller's own log included
 * @param leaving names of directories that the broker was about to delete or to exchange
 * @param damage what is wrong, each in one line that begins with the partition
 */
record LogExamination(
        MetaProperties owner,
        boolean cleanlyShutDown,
        Map<String, PartitionLog> logs,
        List<String> leaving,
        List<String> damage) {
    private static final int SHOWN = 20;

    /**
     * Reads all of them.
     *
     * @throws BackupUnusable if one is no log directory
     */
    static LogExamination of(List<Path> logDirectories, Runnable checkpoint) {
        var owner = MetaProperties.of(logDirectories.get(0));
        var logs = new TreeMap<String, PartitionLog>();
        var leaving = new ArrayList<String>();
        var damage = new ArrayList<String>();
        boolean clean = true;
        for (var logDirectory : logDirectories) {
            var other = MetaProperties.of(logDirectory);
            if (!other.equals(owner)) {
                damage.add("%s: expecting it to be of broker %d of cluster %s, but it is of broker %d of cluster %s"
                        .formatted(
                                logDirectory.getFileName(),
                                owner.node(),
                                owner.cluster(),
                                other.node(),
                                other.cluster()));
            }
            var checkpoints = Checkpoints.of(logDirectory);
            clean &= checkpoints.cleanlyShutDown();
            for (var directory : LogDirectories.directories(logDirectory)) {
                var name = directory.getFileName().toString();
                var partition = PartitionName.parse(name);
                if (partition.isEmpty()) {
                    leaving.add(name);
                    continue;
                }
                var log = PartitionScan.of(directory, partition.get(), checkpoints, checkpoint);
                log.damage().forEach(line -> damage.add(name + ": " + line));
                if (partition.get().equals(PartitionName.METADATA)) {
                    MetadataScan.damage(directory, log, checkpoint).forEach(line -> damage.add(name + ": " + line));
                }
                if (logs.put(name, log) != null) {
                    damage.add(name + ": it is in two log directories");
                }
            }
            checkpoints.named().stream()
                    .filter(named -> !logs.containsKey(named.toString()) && checkpoints.cleanlyShutDown())
                    .forEach(named -> damage.add(named
                            + ": its directory is missing, though %s names it"
                                    .formatted(OffsetCheckpoint.RECOVERY_POINT)));
        }
        var metadata = logs.get(PartitionName.METADATA.toString());
        if (metadata != null) {
            Checkpoints.brokerEpoch(logDirectories.get(0)).ifPresent(epoch -> {
                if (epoch >= metadata.end()) {
                    damage.add("%s: it ends at offset %,d, but the broker came at offset %,d of it"
                            .formatted(PartitionName.METADATA, metadata.end(), epoch));
                }
            });
        }
        if (metadata == null) {
            damage.add(PartitionName.METADATA
                    + ": it is missing, and with it what topics there were and how they were set up");
        }
        return new LogExamination(owner, clean, logs, List.copyOf(leaving), List.copyOf(damage));
    }

    /** @throws BackupUnusable if anything is wrong */
    void requireWhole(String what) {
        if (!damage.isEmpty()) {
            throw new BackupUnusable(
                    what + " is damaged, which was found before a broker could hide it:\n  " + shown(damage));
        }
    }

    static String shown(List<String> lines) {
        return lines.stream().limit(SHOWN).collect(Collectors.joining("\n  "))
                + (lines.size() > SHOWN ? "\n  ... %,d of %,d".formatted(SHOWN, lines.size()) : "");
    }

    Optional<PartitionLog> log(TopicPartition partition) {
        return Optional.ofNullable(logs.get(partition.toString()));
    }

    /** Partitions of users' topics. */
    List<PartitionLog> ofUsers() {
        return logs.values().stream()
                .filter(log -> !PartitionName.isInternal(log.partition().topic()))
                .toList();
    }

    /** The partitions that end within a batch, as a crash leaves them. */
    List<String> torn() {
        return logs.entrySet().stream()
                .filter(entry -> entry.getValue().isTorn())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The latest timestamp of a user's record, in epoch milliseconds; -1 where there is none. */
    long newest() {
        return ofUsers().stream().mapToLong(PartitionLog::newest).max().orElse(-1);
    }

    /** The latest time by the controller's own clock, which writes to its log twice a second; -1 where it is unknown. */
    long controllersClock() {
        return log(PartitionName.METADATA).map(PartitionLog::newest).orElse(-1L);
    }
}

package dev.firedrill.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Reads the log directories of one broker, one after the other, and puts together what was found. */
final class LogScan {
    private final MetaProperties owner;
    private final Runnable checkpoint;
    private final TreeMap<String, PartitionLog> logs = new TreeMap<>();
    private final List<String> leaving = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    /** Partitions that the broker named when it was shut down. */
    private final Set<String> named = new HashSet<>();

    private OptionalLong brokerEpoch = OptionalLong.empty();
    private boolean clean = true;

    LogScan(MetaProperties owner, Runnable checkpoint) {
        this.owner = owner;
        this.checkpoint = checkpoint;
    }

    void read(Path logDirectory) {
        var other = MetaProperties.of(logDirectory);
        if (!other.equals(owner)) {
            damage.add("%s: expecting it to be of broker %d of cluster %s, but it is of broker %d of cluster %s"
                    .formatted(
                            logDirectory.getFileName(), owner.node(), owner.cluster(), other.node(), other.cluster()));
        }
        var checkpoints = Checkpoints.of(logDirectory);
        if (checkpoints.cleanlyShutDown()) {
            checkpoints.named().forEach(partition -> named.add(partition.toString()));
            brokerEpoch = Checkpoints.brokerEpoch(logDirectory);
        } else {
            clean = false;
        }
        for (var directory : LogDirectories.directories(logDirectory)) {
            partition(directory, checkpoints);
        }
    }

    private void partition(Path directory, Checkpoints checkpoints) {
        var name = directory.getFileName().toString();
        var partition = PartitionName.parse(name);
        if (partition.isEmpty()) {
            leaving.add(name);
            return;
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

    LogExamination examination() {
        named.stream()
                .filter(partition -> !logs.containsKey(partition))
                .sorted()
                .forEach(partition -> damage.add("%s: its directory is missing, though %s names it"
                        .formatted(partition, OffsetCheckpoint.RECOVERY_POINT)));
        metadata();
        return new LogExamination(owner, clean, logs, List.copyOf(leaving), List.copyOf(damage));
    }

    private void metadata() {
        var name = PartitionName.METADATA.toString();
        var log = logs.get(name);
        if (log == null) {
            damage.add(name + ": it is missing, and with it what topics there were and how they were set up");
        } else if (brokerEpoch.orElse(-1) >= log.end()) {
            damage.add("%s: it ends at offset %,d, but the broker came at offset %,d of it"
                    .formatted(name, log.end(), brokerEpoch.getAsLong()));
        }
    }
}

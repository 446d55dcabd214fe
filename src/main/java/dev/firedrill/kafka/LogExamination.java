package dev.firedrill.kafka;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param checkpoint is run for each batch, and may throw
     * @throws BackupUnusable if one is no log directory
     */
    static LogExamination of(List<Path> logDirectories, Runnable checkpoint) {
        var scan = new LogScan(MetaProperties.of(logDirectories.get(0)), checkpoint);
        logDirectories.forEach(scan::read);
        return scan.examination();
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

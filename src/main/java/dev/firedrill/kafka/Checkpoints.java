package dev.firedrill.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What a broker wrote down of its partitions beside them, in one log directory.
 *
 * @param cleanlyShutDown whether it left the marker of a clean shutdown; then all else here is of its very end
 */
record Checkpoints(
        boolean cleanlyShutDown,
        Map<TopicPartition, Long> recoveryPoints,
        Map<TopicPartition, Long> highWatermarks,
        Map<TopicPartition, Long> logStarts,
        Map<TopicPartition, Long> cleanedTo) {
    private static final Pattern BROKER_EPOCH = Pattern.compile("\"brokerEpoch\"\\s*:\\s*(\\d{1,18})");

    /** The marker of a clean shutdown. */
    static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    static Checkpoints of(Path logDirectory) {
        return new Checkpoints(
                Files.exists(logDirectory.resolve(CLEAN_SHUTDOWN)),
                OffsetCheckpoint.of(logDirectory, OffsetCheckpoint.RECOVERY_POINT),
                OffsetCheckpoint.of(logDirectory, OffsetCheckpoint.HIGH_WATERMARK),
                OffsetCheckpoint.of(logDirectory, OffsetCheckpoint.LOG_START),
                OffsetCheckpoint.of(logDirectory, OffsetCheckpoint.CLEANED));
    }

    /** Partitions that the broker had here. */
    Set<TopicPartition> named() {
        return recoveryPoints.keySet();
    }

    /** The offset at which the controller's log says that the broker came; empty where the marker does not say it. */
    static OptionalLong brokerEpoch(Path logDirectory) {
        try {
            var found = BROKER_EPOCH.matcher(Files.readString(logDirectory.resolve(CLEAN_SHUTDOWN)));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Where the log of a partition begins, if that is not the begin of its first segment. */
    Optional<Long> logStart(TopicPartition partition) {
        return Optional.ofNullable(logStarts.get(partition));
    }

    /** The offset up to which a partition was flushed to the disk; 0 where that is not known. */
    long recoveryPoint(TopicPartition partition) {
        return recoveryPoints.getOrDefault(partition, 0L);
    }

    /** The offset up to which the cleaner has been in a partition; 0 where it never was. */
    long cleaned(TopicPartition partition) {
        return cleanedTo.getOrDefault(partition, 0L);
    }

    /** What these say of a partition and its segments do not hold. The controller's own log is in none of them. */
    List<String> contradictions(PartitionLog log) {
        var found = new ArrayList<String>();
        if (log.partition().equals(PartitionName.METADATA) || log.segments().isEmpty()) {
            return found;
        }
        var recovery = recoveryPoints.get(log.partition());
        beyond(log.end(), recovery, OffsetCheckpoint.RECOVERY_POINT).ifPresent(found::add);
        beyond(log.end(), highWatermarks.get(log.partition()), OffsetCheckpoint.HIGH_WATERMARK)
                .ifPresent(found::add);
        if (cleanlyShutDown && recovery == null) {
            found.add("%s does not name it, though the broker was shut down cleanly"
                    .formatted(OffsetCheckpoint.RECOVERY_POINT));
        }
        if (cleanlyShutDown && recovery != null && recovery < log.end()) {
            found.add("it ends at offset %,d, but the broker was shut down cleanly at %,d"
                    .formatted(log.end(), recovery));
        }
        long first = log.segments().get(0).base();
        logStart(log.partition())
                .filter(start -> start < first && cleanlyShutDown)
                .ifPresent(
                        start -> found.add("offsets %,d to %,d are missing at its begin: %s says that it begins there"
                                .formatted(start, first - 1, OffsetCheckpoint.LOG_START)));
        return found;
    }

    private static Optional<String> beyond(long end, Long known, String file) {
        return known == null || known <= end
                ? Optional.empty()
                : Optional.of("it ends at offset %,d, but %s says %,d: %s lost at its end"
                        .formatted(
                                end,
                                file,
                                known,
                                known - end == 1 ? "1 offset is" : "%,d offsets are".formatted(known - end)));
    }
}

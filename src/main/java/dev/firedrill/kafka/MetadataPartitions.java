package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.RemoveTopicRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The partitions that the controller's log and its newest snapshot name, read without a broker. A copy cannot tell by itself
 * that a directory is missing from it; this can.
 */
final class MetadataPartitions {
    private static final int FRAME = 1;
    private static final String SNAPSHOT = ".checkpoint";

    private final Path directory;
    private final Map<Uuid, String> topics = new HashMap<>();
    private final Map<Uuid, Map<Integer, List<Integer>>> replicas = new HashMap<>();

    private MetadataPartitions(Path directory) {
        this.directory = directory;
    }

    /**
     * Sees that the directories of a broker's partitions are there, and no others.
     *
     * @throws BackupUnusable if one is missing, or the metadata does not know it
     * @throws Inconclusive if the metadata is of a format that is not known here
     */
    static void requireDirectories(LogDirectories directories, LogExamination found, Path source) {
        var known = new TreeMap<String, List<Integer>>();
        directories.paths().stream()
                .map(path -> path.resolve(PartitionName.METADATA.toString()))
                .filter(Files::isDirectory)
                .forEach(path -> known.putAll(new MetadataPartitions(path).read()));
        var damage = new ArrayList<String>();
        known.forEach((partition, brokers) -> {
            if (brokers.contains(found.owner().node()) && !found.logs().containsKey(partition)) {
                damage.add(partition + ": the metadata names it, and its directory is missing");
            }
        });
        found.logs().keySet().stream()
                .filter(partition -> !partition.equals(PartitionName.METADATA.toString()))
                .filter(partition -> !known.containsKey(partition))
                .forEach(partition ->
                        damage.add(partition + ": its directory is there, and the metadata does not know it"));
        if (!damage.isEmpty()) {
            throw new BackupUnusable(source + ": the directories of partitions and the metadata do not agree:\n  "
                    + LogExamination.shown(damage));
        }
    }

    private Map<String, List<Integer>> read() {
        long reached = 0;
        var snapshot = files(SNAPSHOT).stream().max(Comparator.naturalOrder());
        if (snapshot.isPresent()) {
            read(snapshot.get(), 0);
            reached = Long.parseLong(snapshot.get().getFileName().toString().substring(0, 20));
        }
        for (var segment : files(".log")) {
            read(segment, reached);
        }
        var named = new TreeMap<String, List<Integer>>();
        replicas.forEach((topic, partitions) -> partitions.forEach((number, brokers) -> named.put(
                new TopicPartition(topics.getOrDefault(topic, topic.toString()), number).toString(), brokers)));
        return named;
    }

    private List<Path> files(String ending) {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}(-\\d{10})?" + ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    /** What stands before an offset is in the snapshot already. */
    private void read(Path file, long from) {
        try (var records = FileRecords.open(file.toFile(), false)) {
            for (var batch : records.batches()) {
                if (!batch.isControlBatch()) {
                    for (var record : batch) {
                        if (record.offset() >= from) {
                            take(file, record.value());
                        }
                    }
                }
            }
        } catch (CorruptRecordException e) {
            // What is no batch here was seen before: all that a whole copy may have is a torn end, after a crash.
            return;
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private void take(Path file, ByteBuffer value) {
        int frame = ByteUtils.readUnsignedVarint(value);
        int type = ByteUtils.readUnsignedVarint(value);
        int version = ByteUtils.readUnsignedVarint(value);
        var record = record(type);
        if (frame != FRAME || record == null || version > record.highestSupportedVersion()) {
            throw new Inconclusive(
                    "%s holds an entry of frame %d, type %d, version %d, which Kafka of the version in use here does not know"
                                    .formatted(file, frame, type, version)
                            + "\n  Remedy: use a Firedrill whose Kafka is not older than production's");
        }
        record.read(new ByteBufferAccessor(value), (short) version);
        apply(record);
    }

    private static ApiMessage record(int type) {
        try {
            return MetadataRecordType.fromId((short) type).newMetadataRecord();
        } catch (UnsupportedVersionException e) {
            return null;
        }
    }

    private void apply(ApiMessage record) {
        if (record instanceof TopicRecord topic) {
            topics.put(topic.topicId(), topic.name());
        } else if (record instanceof PartitionRecord partition) {
            of(partition.topicId()).put(partition.partitionId(), partition.replicas());
        } else if (record instanceof PartitionChangeRecord change && change.replicas() != null) {
            of(change.topicId()).put(change.partitionId(), change.replicas());
        } else if (record instanceof RemoveTopicRecord removed) {
            topics.remove(removed.topicId());
            replicas.remove(removed.topicId());
        }
    }

    private Map<Integer, List<Integer>> of(Uuid topic) {
        return replicas.computeIfAbsent(topic, id -> new HashMap<>());
    }
}

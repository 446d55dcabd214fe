package dev.firedrill.kafka.archive;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** An export that {@code firedrill export} wrote. */
final class ExportArchive implements KafkaArchive {
    private final Path directory;
    private final ExportDescription description;

    ExportArchive(Path directory) {
        this.directory = directory;
        this.description = ExportDescription.of(directory);
    }

    @Override
    public List<Topic> topics() {
        return description.topics().stream()
                .map(topic -> new Topic(topic.state().name(), topic.state().partitions(), Optional.of(topic.state())))
                .toList();
    }

    @Override
    public Range read(TopicPartition partition, Sink sink) {
        var described = description.topics().stream()
                .filter(topic -> topic.state().name().equals(partition.topic()))
                .flatMap(topic -> topic.partitions().stream())
                .filter(one -> one.partition() == partition.partition())
                .findFirst()
                .orElseThrow(
                        () -> new BackupUnusable("the export " + directory + " has nothing of partition " + partition));
        new ExportFile(directory, partition, described).read(sink);
        return new Range(described.content().begin(), described.content().end());
    }

    @Override
    public List<GroupPosition> groups() {
        return description.groups();
    }

    @Override
    public String lost() {
        return "";
    }

    @Override
    public String cluster() {
        return description.clusterId();
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return new RecoveryPoint(
                description.at(),
                "",
                "when the export asked for the ends of all partitions",
                "the export itself says up to which offset each partition goes");
    }

    @Override
    public List<HostFinding> doubts() {
        return List.of();
    }
}

package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.LoadedPartition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The way through an export, for benchmarks. */
public final class BenchmarkedArchive {
    private BenchmarkedArchive() {}

    public static void export(KafkaClients source, Path directory) {
        new ExportWriter(source, List.of(), () -> {}).write(directory);
    }

    public static Map<TopicPartition, LoadedPartition> load(Path directory, KafkaClients target) {
        return new ArchiveLoading(new ExportArchive(directory), target, () -> {})
                .load()
                .partitions();
    }
}

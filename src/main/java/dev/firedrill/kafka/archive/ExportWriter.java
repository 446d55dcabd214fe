package dev.firedrill.kafka.archive;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.kafka.contents.ClusterLook;
import dev.firedrill.kafka.contents.DecidedEnds;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.kafka.contents.PartitionReader;
import dev.firedrill.kafka.contents.Readers;
import dev.firedrill.kafka.contents.TopicState;
import dev.firedrill.kafka.contents.View;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes topics into a directory: of each partition a file of lines, then the description. Committed records alone: those of
 * aborted transactions would be committed ones where they are written again. It grows under another name and is moved when it
 * is complete.
 */
public final class ExportWriter {
    private final KafkaClients clients;
    private final List<String> wanted;
    private final Runnable checkpoint;
    private final Duration patience;

    /**
     * @param wanted topics; empty for all that are not Kafka's own
     * @param checkpoint is run now and then, and may throw
     */
    public ExportWriter(KafkaClients clients, List<String> wanted, Runnable checkpoint) {
        this(clients, wanted, checkpoint, KafkaClients.PATIENCE);
    }

    /** @param patience how long transactions may stay open */
    ExportWriter(KafkaClients clients, List<String> wanted, Runnable checkpoint, Duration patience) {
        this.clients = clients;
        this.wanted = List.copyOf(wanted);
        this.checkpoint = checkpoint;
        this.patience = patience;
    }

    /**
     * Writes it.
     *
     * @param directory must not be there yet
     * @throws ConfigurationMistake if it is there
     * @throws Inconclusive if a topic cannot be read, a transaction stays open, or the directory cannot be written
     */
    public ExportDescription write(Path directory) {
        var target = directory.toAbsolutePath().normalize();
        refuseToOverwrite(target);
        try {
            Files.createDirectories(target.getParent());
            var growing = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + "-incomplete-");
            try {
                var description = writeInto(growing);
                description.write(growing);
                refuseToOverwrite(target);
                Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
                return description;
            } finally {
                remove(growing);
            }
        } catch (FileAlreadyExistsException e) {
            throw mustNotBeThere(target);
        } catch (IOException | UncheckedIOException e) {
            throw new Inconclusive("the export could not be written to " + target + ": " + e, e);
        }
    }

    private static void refuseToOverwrite(Path target) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw mustNotBeThere(target);
        }
    }

    private static ConfigurationMistake mustNotBeThere(Path target) {
        return new ConfigurationMistake(
                "--output",
                target + " is there already, and nothing is overwritten",
                "give a directory that is not there");
    }

    private static void remove(Path growing) throws IOException {
        if (!Files.exists(growing)) {
            return;
        }
        try (Stream<Path> files = Files.list(growing)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(growing);
    }

    private ExportDescription writeInto(Path growing) {
        try (var look = new ClusterLook(clients)) {
            var topics = look.states(look.wanted(wanted));
            var partitions = ClusterLook.partitions(topics.values());
            var groups = look.groups(topics.keySet());
            var at = Instant.now();
            var ends = new DecidedEnds(look, clients, patience, checkpoint).of(partitions);
            var begins = look.begins(partitions);
            var written = new ConcurrentHashMap<TopicPartition, ExportedPartition>();
            new Readers(clients, View.COMMITTED, checkpoint)
                    .each(
                            partitions,
                            (reader, partition) -> written.put(
                                    partition,
                                    write(
                                            growing,
                                            reader,
                                            partition,
                                            topics.get(partition.topic()),
                                            begins.get(partition),
                                            ends.get(partition))));
            return new ExportDescription(look.clusterId(), at, Instant.now(), described(topics, written), groups);
        }
    }

    private static ExportedPartition write(
            Path growing, PartitionReader reader, TopicPartition partition, TopicState topic, long begin, long end) {
        var name = partition + ".jsonl.gz";
        try (var file = new PartitionFile(growing.resolve(name), topic.compacted())) {
            reader.read(partition, begin, end, file::add);
            return file.end(partition.partition(), name, begin, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ExportedTopic> described(
            Map<String, TopicState> topics, Map<TopicPartition, ExportedPartition> written) {
        var partitions = new TreeMap<String, List<ExportedPartition>>();
        written.keySet().stream()
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
                .forEach(place -> partitions
                        .computeIfAbsent(place.topic(), any -> new ArrayList<>())
                        .add(written.get(place)));
        return topics.values().stream()
                .map(topic -> new ExportedTopic(topic, partitions.get(topic.name())))
                .toList();
    }
}

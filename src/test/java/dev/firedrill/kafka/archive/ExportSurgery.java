package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.PartitionTally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.common.TopicPartition;

/** Plants faults in a copy of an export. */
public final class ExportSurgery {
    private final Path directory;

    private ExportSurgery(Path directory) {
        this.directory = directory;
    }

    public static ExportSurgery onCopyOf(Path export, Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var files = Files.list(export)) {
            for (var file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        return new ExportSurgery(directory);
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Changes the lines of a file, which is a sound one afterwards. */
    public ExportSurgery lines(String partition, Consumer<List<String>> change) throws IOException {
        var file = file(partition + ".jsonl.gz");
        List<String> lines;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
        change.accept(lines);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Changes a line, by its number from 0 on. */
    public ExportSurgery line(String partition, int number, UnaryOperator<String> change) throws IOException {
        return lines(partition, lines -> lines.set(number, change.apply(lines.get(number))));
    }

    public ExportSurgery description(UnaryOperator<ExportDescription> change) throws IOException {
        change.apply(ExportDescription.of(directory)).write(directory);
        return this;
    }

    /** Makes the description fit the files again, as somebody would who knows how. */
    public ExportSurgery mend() throws IOException {
        var old = ExportDescription.of(directory);
        var topics = new ArrayList<ExportedTopic>();
        for (var topic : old.topics()) {
            var partitions = new ArrayList<ExportedPartition>();
            for (var partition : topic.partitions()) {
                partitions.add(mended(topic, partition));
            }
            topics.add(new ExportedTopic(topic.state(), partitions));
        }
        new ExportDescription(old.clusterId(), old.at(), old.finishedAt(), topics, old.groups()).write(directory);
        return this;
    }

    private ExportedPartition mended(ExportedTopic topic, ExportedPartition old) throws IOException {
        var tally = new PartitionTally(topic.state().compacted(), List.of());
        var place = new TopicPartition(topic.state().name(), old.partition());
        try (var in = new GZIPInputStream(Files.newInputStream(file(old.file())));
                var json = RecordLine.JSON.createParser(in)) {
            while (json.nextToken() != null) {
                var record = RecordLine.read(json, place.topic(), place.partition());
                tally.add(record.offset(), record);
            }
        }
        var sha256 = PartitionFile.sha256().digest(Files.readAllBytes(file(old.file())));
        return new ExportedPartition(
                old.partition(),
                old.file(),
                Files.size(file(old.file())),
                HexFormat.of().formatHex(sha256),
                tally.content(old.content().begin(), old.content().end()));
    }
}

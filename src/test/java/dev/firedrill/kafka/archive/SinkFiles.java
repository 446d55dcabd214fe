package dev.firedrill.kafka.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Files as Confluent's S3 sink writes them. */
public record SinkFiles(Path directory) {
    public Path place(String topic, int partition, String name) throws IOException {
        return Files.createDirectories(directory.resolve("topics/" + topic + "/partition=" + partition))
                .resolve(name);
    }

    public Path place(String topic, int partition, int offset, String extension) throws IOException {
        return place(topic, partition, "%s+%d+%010d.%s".formatted(topic, partition, offset, extension));
    }

    /** A file of so many values. */
    public Path write(String topic, int partition, int offset, int records, String extension) throws IOException {
        var file = place(topic, partition, offset, extension);
        var lines = IntStream.range(offset, offset + records)
                .mapToObj(n -> "{\"n\":" + n + "}\n")
                .collect(Collectors.joining());
        try (OutputStream plain = Files.newOutputStream(file);
                var out = extension.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}

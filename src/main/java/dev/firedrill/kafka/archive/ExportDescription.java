package dev.firedrill.kafka.archive;

import dev.firedrill.kafka.contents.GroupPosition;
import dev.firedrill.kafka.contents.SealedJson;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What an export says of itself. It is written last: an export without it is not complete.
 *
 * @param clusterId the source's own name of itself
 * @param at when the ends of the partitions were asked for: what was written later is not in it
 * @param finishedAt when all was written
 */
public record ExportDescription(
        String clusterId, Instant at, Instant finishedAt, List<ExportedTopic> topics, List<GroupPosition> groups) {
    /** The name of its file. */
    public static final String FILE = "export.json";

    private static final SealedJson FORMAT = new SealedJson("export", 1);

    public ExportDescription {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }

    /**
     * Reads that of an export.
     *
     * @throws BackupUnusable if it is not there, or was altered
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be read
     */
    public static ExportDescription of(Path directory) {
        var file = directory.resolve(FILE);
        try {
            return FORMAT.read(file, ExportDescription.class);
        } catch (SealedJson.Unusable e) {
            throw new BackupUnusable("the description " + file + " cannot be used: " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new BackupUnusable(
                    "the export " + directory + " is not complete: expecting " + FILE
                            + ", which is written last, but it is missing",
                    e);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    void write(Path directory) throws IOException {
        Files.writeString(directory.resolve(FILE), FORMAT.text(this));
    }

    /** How many records are in it. */
    public long records() {
        return topics.stream()
                .flatMap(topic -> topic.partitions().stream())
                .mapToLong(partition -> partition.content().records())
                .sum();
    }
}

package dev.firedrill.kafka.inventory;

import dev.firedrill.kafka.contents.SealedJson;
import dev.firedrill.rules.PrivateFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What topics must contain: of each partition its offsets and digests up to the end that it had at one moment, the topics'
 * configuration, and where groups of consumers stood. A log only grows, so a backup that was made later contains all of it
 * and is compared with it.
 *
 * <pre>{@code
 * @Test
 * void every_event_came_back(KafkaInstance events) {
 *     assertThat(events).topic("orders").hasContentOf(events.inventory());
 * }
 * }</pre>
 *
 * @param clusterId the source's own name of itself
 * @param at when the ends of the partitions were asked for, by the clock of who asked: what was written later is not in it
 * @param recordedAt when it was complete
 */
public record KafkaInventory(
        String system,
        String clusterId,
        Instant at,
        Instant recordedAt,
        List<RecordedTopic> topics,
        List<GroupOffset> groups) {
    private static final SealedJson FORMAT = new SealedJson("inventory", 1);
    private static final String REMEDY =
            "\n  Remedy: record it anew with firedrill inventory, or bring back the file that it wrote";

    public KafkaInventory {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }

    /**
     * Reads a file that {@code firedrill inventory} wrote.
     *
     * @throws Inconclusive if it is missing, cannot be read, or was altered
     */
    public static KafkaInventory read(Path file) {
        try {
            return FORMAT.read(file, KafkaInventory.class);
        } catch (SealedJson.Unusable e) {
            throw unusable(file, e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", e);
        } catch (IOException e) {
            throw unusable(file, "it cannot be read: " + e, e);
        }
    }

    private static Inconclusive unusable(Path file, String why, Exception cause) {
        return new Inconclusive("the inventory " + file + " cannot be used: " + why + REMEDY, cause);
    }

    /**
     * Writes it, readable for this user alone; the file is there whole or not at all.
     *
     * @throws Inconclusive if it cannot be written
     */
    public void write(Path file) {
        try {
            PrivateFile.write(file, FORMAT.text(this));
        } catch (IOException e) {
            throw new Inconclusive("the inventory could not be written to " + file + ": " + e, e);
        }
    }

    public Optional<RecordedTopic> topic(String name) {
        return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /** How many records the logs hold together. */
    public long records() {
        return topics.stream().mapToLong(RecordedTopic::records).sum();
    }
}

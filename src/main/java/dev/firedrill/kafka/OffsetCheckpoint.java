package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** A text file in which a broker writes down offsets: a version, a number of lines, and the lines. */
final class OffsetCheckpoint {
    static final String RECOVERY_POINT = "recovery-point-offset-checkpoint";
    static final String HIGH_WATERMARK = "replication-offset-checkpoint";
    static final String LOG_START = "log-start-offset-checkpoint";
    static final String CLEANED = "cleaner-offset-checkpoint";
    static final String LEADER_EPOCHS = "leader-epoch-checkpoint";

    private OffsetCheckpoint() {}

    /**
     * The offset of each partition that such a file names; none where it is empty or not there.
     *
     * @throws BackupUnusable if it is garbled
     */
    static Map<TopicPartition, Long> of(Path logDirectory, String name) {
        var offsets = new HashMap<TopicPartition, Long>();
        var file = logDirectory.resolve(name);
        for (var words : lines(file, 3).orElse(List.of())) {
            offsets.put(new TopicPartition(words[0], (int) number(file, words[1])), number(file, words[2]));
        }
        return offsets;
    }

    /**
     * When a leader began in a partition.
     *
     * @param epoch of the leader
     * @param start the first offset that it wrote, or the first one that is still there
     */
    record Epoch(long epoch, long start) {}

    /** The epochs of a partition, the oldest first. */
    static List<Epoch> epochs(Path partition) {
        var file = partition.resolve(LEADER_EPOCHS);
        return lines(file, 2).orElse(List.of()).stream()
                .map(words -> new Epoch(number(file, words[0]), number(file, words[1])))
                .toList();
    }

    private static Optional<List<String[]>> lines(Path file, int words) {
        try {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            var content = lines.subList(Math.min(2, lines.size()), lines.size()).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.strip().split(" "))
                    .toList();
            if (lines.size() < 2
                    || !lines.get(0).strip().equals("0")
                    || number(file, lines.get(1).strip()) != content.size()
                    || content.stream().anyMatch(line -> line.length != words)) {
                throw garbled(file);
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedInputException e) {
            throw garbled(file);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private static long number(Path file, String text) {
        if (!text.matches("-?\\d{1,18}")) {
            throw garbled(file);
        }
        return Long.parseLong(text);
    }

    private static BackupUnusable garbled(Path file) {
        return new BackupUnusable(file + " is damaged: expecting a version, a number of lines, and as many lines");
    }
}

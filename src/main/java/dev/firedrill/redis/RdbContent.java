package dev.firedrill.redis;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an RDB file holds, read without a server.
 *
 * @param keys of each database; those whose time is over are among them
 * @param announced how many each database says that it has, where it says so
 * @param end where the file ends by its own word
 */
record RdbContent(Map<Long, Long> keys, Map<Long, Long> announced, long end) {
    /**
     * Reads a file, and sees that nothing follows its end.
     *
     * @param what its original, for messages
     * @return empty if it holds values of a type that is not known here
     * @throws BackupUnusable if it is not whole, or longer than it says
     */
    static Optional<RdbContent> read(Path file, String what, Runnable checkpoint) {
        var content = RdbWalk.read(file, what, checkpoint);
        content.ifPresent(it -> it.requireEnd(what, size(file)));
        return content;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** Redis does not look at what follows the end. */
    private void requireEnd(String what, long size) {
        if (size > end) {
            throw new BackupUnusable(
                    "%s was changed after it was saved: expecting it to end at byte %d, but found %s more"
                            .formatted(what, end, Numbers.text(size - end, "byte")));
        }
        if (size < end) {
            throw new BackupUnusable("%s is cut: its checksum is not whole".formatted(what));
        }
    }

    long all() {
        return keys.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @throws BackupUnusable if a Redis loaded more, or less */
    void requireLoaded(String what, long loaded) {
        if (loaded != all()) {
            throw new BackupUnusable("%s holds %s, but Redis loaded %s"
                    .formatted(what, Numbers.text(all(), "key"), Numbers.text(loaded)));
        }
    }

    /** Who wrote it knew how many there are, where it was not written while keys were changed. */
    Optional<HostFinding> doubt(String what) {
        var others = new TreeMap<>(announced)
                .entrySet().stream()
                        .filter(database -> !database.getValue().equals(keys.getOrDefault(database.getKey(), 0L)))
                        .map(database -> "database %d: %,d keys announced, %,d found"
                                .formatted(
                                        database.getKey(),
                                        database.getValue(),
                                        keys.getOrDefault(database.getKey(), 0L)))
                        .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(HostFinding.doubtful(
                        "RDB key counts",
                        what + " does not hold as many keys as it announces: " + String.join("; ", others),
                        "compare the restored keys with an inventory of production",
                        List.copyOf(others)));
    }
}

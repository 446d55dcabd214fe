package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * When a copy of log directories was made, by the clock of the controller: it writes to its log twice a second as long as it
 * runs. The times of files are those of whoever copied them.
 */
final class ControllersClock {
    private ControllersClock() {}

    /** Empty where its log is not there, or tells nothing. */
    static Optional<Instant> of(LogDirectories directories) {
        return directories.paths().stream()
                .map(path -> path.resolve(PartitionName.METADATA.toString()))
                .filter(Files::isDirectory)
                .flatMap(path -> newestSegment(path).stream())
                .flatMap(file -> newest(file).stream())
                .findFirst();
    }

    private static Optional<Path> newestSegment(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d{20}\\.log"))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    /** Only heads are read, and no checksum is computed: that is the restore's. */
    private static Optional<Instant> newest(Path file) {
        long newest = -1;
        var head = ByteBuffer.allocate(Batch.HEAD);
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            for (long position = 0; size - position >= Batch.HEAD; ) {
                if (channel.read(head.clear(), position) < Batch.HEAD) {
                    break;
                }
                var batch = Batch.read(head);
                if (!batch.isPossible() || batch.magic() != Batch.MAGIC || batch.size() > size - position) {
                    break;
                }
                newest = Math.max(newest, batch.newest());
                position += batch.size();
            }
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
        return newest < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
    }
}

package dev.firedrill.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/** A copy of a production's log directory, in which a test plants faults. */
public final class PlantedKafka {
    private final Path directory;

    private PlantedKafka(Path directory) {
        this.directory = directory;
    }

    /** A fresh copy of {@code source} as {@code directory}, which must not be there. */
    public static PlantedKafka copyOf(Path source, Path directory) {
        copy(source, directory);
        return new PlantedKafka(directory);
    }

    /** Copies files and their times. */
    public static void copy(Path source, Path target) {
        try (var files = Files.walk(source)) {
            Files.createDirectories(target.getParent());
            for (var file : files.toList()) {
                Files.copy(
                        file, target.resolve(source.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    public Path partition(String name) {
        return directory.resolve(name);
    }

    /** The segments of a partition, the oldest first. */
    public List<Path> segments(String partition) {
        try (var files = Files.list(partition(partition))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path last(String partition) {
        var segments = segments(partition);
        return segments.get(segments.size() - 1);
    }

    /** Where the batches of a segment begin, and where the last one ends. */
    public static List<Long> boundaries(Path segment) {
        var boundaries = new ArrayList<Long>();
        var head = ByteBuffer.allocate(Batch.HEAD);
        try (var channel = FileChannel.open(segment)) {
            long position = 0;
            while (channel.size() - position >= Batch.HEAD) {
                channel.read(head.clear(), position);
                boundaries.add(position);
                position += Batch.read(head).size();
            }
            boundaries.add(position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return boundaries;
    }

    /** Deletes a segment with its indexes. */
    public void dropSegment(Path segment) throws IOException {
        dropSegmentBut(segment, null);
    }

    /** The same, but for one file. */
    public void dropSegmentBut(Path segment, Path left) throws IOException {
        var base = segment.getFileName().toString().replace(".log", "");
        try (var files = Files.list(segment.getParent())) {
            for (var file : files.filter(each -> each.getFileName().toString().startsWith(base))
                    .filter(each -> !each.equals(left))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    public void drop(String name) throws IOException {
        try (var files = Files.walk(directory.resolve(name))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public static void truncate(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    /** Cuts the last {@code number} batches off. */
    public static void cutBatches(Path segment, int number) throws IOException {
        var boundaries = boundaries(segment);
        truncate(segment, boundaries.get(boundaries.size() - 1 - number));
    }

    /** Takes one batch out of the middle. */
    public static void removeBatch(Path segment, int index) throws IOException {
        var boundaries = boundaries(segment);
        var bytes = Files.readAllBytes(segment);
        int from = boundaries.get(index).intValue();
        int to = boundaries.get(index + 1).intValue();
        var left = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, left, 0, from);
        System.arraycopy(bytes, to, left, from, bytes.length - to);
        Files.write(segment, left);
    }

    /** Flips one bit. */
    public static void flip(Path file, long position) throws IOException {
        var bytes = Files.readAllBytes(file);
        bytes[(int) position] ^= 1;
        Files.write(file, bytes);
    }

    /** Overwrites bytes of a batch's head, and mends its checksum. */
    public static void mended(Path segment, int batch, int at, byte... values) throws IOException {
        var boundaries = boundaries(segment);
        int from = boundaries.get(batch).intValue();
        int to = boundaries.get(batch + 1).intValue();
        var bytes = Files.readAllBytes(segment);
        System.arraycopy(values, 0, bytes, from + at, values.length);
        var crc = new CRC32C();
        crc.update(bytes, from + Batch.CHECKED_FROM, to - from - Batch.CHECKED_FROM);
        ByteBuffer.wrap(bytes).putInt(from + 17, (int) crc.getValue());
        Files.write(segment, bytes);
    }

    /** Takes the marker of a clean shutdown away. */
    public void withoutMarker() throws IOException {
        Files.delete(directory.resolve(Checkpoints.CLEAN_SHUTDOWN));
    }

    /** Replaces the line of a partition in a checkpoint, or adds one. */
    public void checkpoint(String name, String topic, int partition, long offset) throws IOException {
        var lines = others(name, topic, partition);
        lines.add(topic + " " + partition + " " + offset);
        write(name, lines);
    }

    /** Takes a partition out of what the broker wrote down. */
    public void withoutCheckpointOf(String topic, int partition) throws IOException {
        for (var name : List.of(OffsetCheckpoint.RECOVERY_POINT, OffsetCheckpoint.HIGH_WATERMARK)) {
            write(name, others(name, topic, partition));
        }
    }

    private List<String> others(String name, String topic, int partition) throws IOException {
        return new ArrayList<>(Files.readAllLines(directory.resolve(name)).stream()
                .skip(2)
                .filter(line -> !line.startsWith(topic + " " + partition + " "))
                .toList());
    }

    private void write(String name, List<String> lines) throws IOException {
        lines.add(0, Integer.toString(lines.size()));
        lines.add(0, "0");
        Files.write(directory.resolve(name), lines);
    }
}

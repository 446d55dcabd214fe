package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.sample.PracticeShop;
import dev.firedrill.sample.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The backups and the log of a small shop, to plant a fault in. The files are hard links to a sample that is made once:
 * whoever changes one must go through the methods here, which put a new file in its place.
 */
public final class PlantedBackup {
    public static final Path STATE = Path.of("target/test-state").toAbsolutePath();

    private static final int CRC_OF_CONTROL_FILE = 288;

    private final Sample sample;
    private final Path home;

    private PlantedBackup(Sample sample, Path home) {
        this.sample = sample;
        this.home = home;
    }

    /** The small sample itself, which nobody may change. */
    public static Sample sample() {
        return PracticeShop.sample();
    }

    /** Puts its newest backup and its log into a directory. */
    public static PlantedBackup in(Path home) throws IOException {
        return planted(home, 1);
    }

    /** Puts all of its three backups and its log into a directory. */
    public static PlantedBackup allIn(Path home) throws IOException {
        return planted(home, 3);
    }

    /** Puts backups of another production, and its log, into a directory. */
    public static PlantedBackup of(Path home, List<Path> backups, Path wal) throws IOException {
        var planted = new PlantedBackup(null, home);
        for (var backup : backups) {
            planted.link(backup, planted.backups().resolve(backup.getFileName()));
        }
        planted.link(wal, planted.wal());
        return planted;
    }

    private static PlantedBackup planted(Path home, int backups) throws IOException {
        var planted = new PlantedBackup(sample(), home);
        var all = sorted(planted.sample.backups(""));
        for (var backup : all.subList(3 - backups, 3)) {
            planted.link(backup, planted.backups().resolve(backup.getFileName()));
        }
        planted.link(planted.sample.wal(""), planted.wal());
        return planted;
    }

    private void link(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        boolean linked = Files.getFileStore(from).equals(Files.getFileStore(to));
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (linked) {
                    Files.createLink(target, file);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    public Path home() {
        return home;
    }

    public Path backups() {
        return home.resolve("backups");
    }

    public Path wal() {
        return home.resolve("wal");
    }

    /** The newest of the backups that are here. */
    public Path newest() throws IOException {
        var all = sorted(backups());
        return all.get(all.size() - 1);
    }

    /** The oldest of them. */
    public Path oldest() throws IOException {
        return sorted(backups()).get(0);
    }

    /** The oldest first. */
    private static List<Path> sorted(Path directory) throws IOException {
        try (var backups = Files.list(directory)) {
            return backups.sorted().toList();
        }
    }

    /** The segments that a restore of the newest backup needs, in order. */
    public List<String> segments() throws IOException {
        var first = Files.readString(newest().resolve("backup_label"))
                .split("file ")[1]
                .substring(0, 24);
        try (var files = Files.list(wal())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0)
                    .sorted()
                    .toList();
        }
    }

    public Path segment(int number) throws IOException {
        return wal().resolve(segments().get(number));
    }

    public Path newestSegment() throws IOException {
        var all = segments();
        return wal().resolve(all.get(all.size() - 1));
    }

    /** The heap of the shop's customers in the newest backup: no other file names so many of them. */
    public Path customers() throws IOException {
        try (var files = Files.walk(newest().resolve("base"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparingInt(PlantedBackup::customersIn))
                    .orElseThrow();
        }
    }

    private static int customersIn(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).split("Customer \\d").length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void replace(Path file, byte[] content) throws IOException {
        var beside = Files.write(home.resolve("planted"), content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets a file of the newest backup say this. */
    public void says(String file, String text) throws IOException {
        replace(newest().resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets the newest backup's control file tell of a production with that many sessions and locks. */
    public void control(int connections, int preparedTransactions, int locks) throws IOException {
        var file = newest().resolve("global/pg_control");
        var content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        content.putInt(180, connections).putInt(192, preparedTransactions).putInt(196, locks);
        var crc = new CRC32C();
        crc.update(content.array(), 0, CRC_OF_CONTROL_FILE);
        content.putInt(CRC_OF_CONTROL_FILE, (int) crc.getValue());
        replace(file, content.array());
    }

    /** Flips all bits of one byte. */
    public void flip(Path file, int position) throws IOException {
        var content = Files.readAllBytes(file);
        content[position] ^= (byte) 0xFF;
        replace(file, content);
    }

    public void truncate(Path file, int size) throws IOException {
        var content = Files.readAllBytes(file);
        assertThat(content).hasSizeGreaterThan(size);
        replace(file, Arrays.copyOf(content, size));
    }

    /** A place inside the log of a segment, which is followed by zeros. */
    public static int middleOf(Path segment) throws IOException {
        var content = Files.readAllBytes(segment);
        int end = content.length;
        while (content[end - 1] == 0) {
            end--;
        }
        return end / 2;
    }

    /** Removes a whole directory of this planting. */
    public void clear(Path directory) throws IOException {
        assertThat(directory.normalize()).startsWith(home);
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

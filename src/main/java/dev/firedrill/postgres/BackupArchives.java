package dev.firedrill.postgres;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.store.archive.Archive;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The archives of a base backup in tar format: {@code base.tar}, {@code pg_wal.tar} and one for each tablespace, named by
 * its OID, each of them compressed or not.
 *
 * @param byName without suffixes: {@code base}, {@code pg_wal}, {@code 16384}
 */
public record BackupArchives(Path directory, Map<String, Archive> byName) {
    private static final String BASE = "base";
    private static final String WAL = "pg_wal";
    private static final Pattern NAME = Pattern.compile("(base|pg_wal|[0-9]+)\\.tar("
            + Stream.of(Compression.values())
                    .map(compression -> Pattern.quote(compression.suffix()))
                    .collect(Collectors.joining("|"))
            + ")");

    public BackupArchives {
        byName = Map.copyOf(byName);
    }

    /** Whether a directory is a backup in tar format. One in plain format may hold a file of such a name, too. */
    public static boolean areIn(Path directory) {
        if (!Files.isDirectory(directory) || Files.exists(directory.resolve("PG_VERSION"))) {
            return false;
        }
        try (var files = Files.list(directory)) {
            return files.anyMatch(
                    file -> NAME.matcher(file.getFileName().toString()).matches());
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    /**
     * Finds them, without looking into any.
     *
     * @throws Inconclusive if the directory may not be read, or if it holds one archive in two forms
     */
    public static BackupArchives find(Path directory) {
        var found = new TreeMap<String, Archive>();
        try (var files = Files.list(directory)) {
            for (var file : files.sorted().toList()) {
                var matcher = NAME.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    var other = found.put(matcher.group(1), new Archive(file, compression(matcher.group(2))));
                    refuseTwo(other, file);
                }
            }
            return new BackupArchives(directory, found);
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }

    private static Compression compression(String suffix) {
        return Stream.of(Compression.values())
                .filter(compression -> compression.suffix().equals(suffix))
                .findFirst()
                .orElseThrow();
    }

    private static void refuseTwo(Archive other, Path file) {
        if (other != null) {
            throw new Inconclusive("the backup holds both " + other.file() + " and " + file.getFileName()
                    + ", and nothing says which of them counts\n  Remedy: move one of them elsewhere");
        }
    }

    /**
     * The archive of the data directory.
     *
     * @throws BackupUnusable if it is missing
     */
    public Archive base() {
        return Optional.ofNullable(byName.get(BASE))
                .orElseThrow(
                        () -> new BackupUnusable("expecting base.tar, base.tar.gz, base.tar.lz4 or base.tar.zst in "
                                + "the backup " + directory + ", but there is none: it is the data directory"));
    }

    /** The log that was written while the backup was taken, if it was asked to be brought along. */
    public Optional<Archive> wal() {
        return Optional.ofNullable(byName.get(WAL));
    }

    /** Archives of tablespaces, by OID. */
    public Map<String, Archive> tablespaces() {
        return byName.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(BASE) && !entry.getKey().equals(WAL))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, TreeMap::new));
    }

    /**
     * What stands at the beginning of the data directory's archive; the rest of it is not read.
     *
     * @throws BackupUnusable if that archive is missing or damaged there
     * @throws Inconclusive if it may not be read
     */
    public ArchiveHead head() {
        return ArchiveHead.read(base());
    }
}

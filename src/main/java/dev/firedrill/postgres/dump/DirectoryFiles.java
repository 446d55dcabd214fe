package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of a dump in directory format. pg_restore takes an empty file for an empty table, and the end of an
 * uncompressed one for the end of its rows, so their ends are looked at here.
 */
final class DirectoryFiles {
    /** The file that says what the others are. */
    static final String CONTENTS = "toc.dat";

    private static final int SHOWN = 10;
    private static final Pattern DATA = Pattern.compile("(\\d+|blob_\\d+)\\.dat(\\..+)?");
    private static final byte[] END_OF_STATEMENTS = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_ROWS = "\\.\n\n\n".getBytes(StandardCharsets.US_ASCII);

    /** In the order in which pg_restore looks for them. */
    private static final Map<String, DumpCompression> ENDINGS = new LinkedHashMap<>();

    static {
        ENDINGS.put("", DumpCompression.NONE);
        ENDINGS.put(".gz", DumpCompression.GZIP);
        ENDINGS.put(".lz4", DumpCompression.LZ4);
        ENDINGS.put(".zst", DumpCompression.ZSTD);
    }

    private final Path directory;
    private final ArchiveContents contents;
    private final List<String> faults = new ArrayList<>();

    private DirectoryFiles(Path directory, ArchiveContents contents) {
        this.directory = directory;
        this.contents = contents;
    }

    /**
     * Sees that every file of the table of contents is there, and that none ends too early.
     *
     * @throws BackupUnusable naming those that do not
     * @throws IOException if one cannot be read
     */
    static void require(Path directory, ArchiveContents contents) throws IOException {
        var files = new DirectoryFiles(directory, contents);
        for (var entry : contents.entries()) {
            if (!entry.file().isEmpty()) {
                files.examine(entry);
            }
        }
        files.faults.addAll(LargeObjects.faults(directory, contents));
        files.judge();
    }

    private void examine(ArchiveEntry entry) throws IOException {
        if (entry.file().contains("/")) {
            faults.add("[" + entry.file() + "], " + entry.kind() + " " + entry.name() + ": lies outside of the dump");
            return;
        }
        var found = find(directory, entry.file());
        if (found.isEmpty()) {
            faults.add(entry.file() + ", " + entry.kind() + " " + entry.name() + ": missing");
            return;
        }
        fault(found.get(), entry)
                .ifPresent(fault -> faults.add(
                        "%s, %s %s: %s".formatted(found.get().getFileName(), entry.kind(), entry.name(), fault)));
    }

    /** The file of that name, whatever it is compressed with. */
    static Optional<Path> find(Path directory, String name) {
        return ENDINGS.keySet().stream()
                .map(ending -> directory.resolve(name + ending))
                .filter(Files::exists)
                .findFirst();
    }

    /** A file of data that is not compressed with gzip, if there is one. */
    static Optional<Path> otherThanGzip(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(
                            file -> DATA.matcher(file.getFileName().toString()).matches())
                    .filter(file -> compression(file) != DumpCompression.GZIP)
                    .findFirst();
        }
    }

    private static Optional<String> fault(Path file, ArchiveEntry entry) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.of("no file, but a directory, a pipe or a device");
        }
        var compression = compression(file);
        if (compression != DumpCompression.NONE) {
            return CompressedFile.fault(file, compression);
        }
        boolean isTable = entry.kind().equals("TABLE DATA");
        return isTable && !endsWith(file, entry.copy().isEmpty() ? END_OF_STATEMENTS : END_OF_ROWS)
                ? Optional.of("truncated: expecting it to end as pg_dump ends the rows of a table")
                : Optional.empty();
    }

    static DumpCompression compression(Path file) {
        var name = file.getFileName().toString();
        return ENDINGS.entrySet().stream()
                .filter(ending -> !ending.getKey().isEmpty() && name.endsWith(ending.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(DumpCompression.NONE);
    }

    private static boolean endsWith(Path file, byte[] expected) throws IOException {
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            if (reader.length() < expected.length) {
                return false;
            }
            var end = new byte[expected.length];
            reader.seek(reader.length() - end.length);
            reader.readFully(end);
            return Arrays.equals(end, expected);
        }
    }

    private void judge() {
        if (!faults.isEmpty()) {
            var more = faults.size() > SHOWN ? "\n  ... and %d more".formatted(faults.size() - SHOWN) : "";
            throw new BackupUnusable("%d files of the dump %s are not as its %s says:%n  %s%s"
                    .formatted(
                            faults.size(),
                            directory,
                            CONTENTS,
                            String.join("\n  ", faults.subList(0, Math.min(SHOWN, faults.size()))),
                            more));
        }
    }
}

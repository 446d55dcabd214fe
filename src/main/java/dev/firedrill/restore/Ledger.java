package dev.firedrill.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was made and is not gone yet: one file for each thing, on disk before the thing is made, so that a crash at any
 * moment leaves nothing that nobody knows of.
 */
public final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final Path directory;

    /** @param directory where the entries lie; made when it is missing */
    public Ledger(Path directory) {
        this.directory = directory;
    }

    /** Notes something before it is made. */
    LedgerEntry record(String restoration, String platform, String kind, String reference, long started) {
        var self = ProcessHandle.current();
        var id = "%s-%06d".formatted(restoration, SERIAL.incrementAndGet());
        var entry = new LedgerEntry(
                id, restoration, platform, kind, reference, started, self.pid(), startOf(self.pid()), false);
        write(entry);
        return entry;
    }

    /** All entries, the newest of each restoration first, which is the order to remove them in. */
    public List<LedgerEntry> entries() {
        return entries("");
    }

    /** Only files of that prefix are read: those of others may be struck at this moment. */
    private List<LedgerEntry> entries(String prefix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".json"))
                    .flatMap(file -> read(file).stream())
                    .sorted(Comparator.comparing(LedgerEntry::id).reversed())
                    .toList();
        } catch (IOException e) {
            throw new Inconclusive("cannot read the ledger " + directory + ": " + e.getMessage(), e);
        }
    }

    /** The entries of one restoration, the newest first. */
    List<LedgerEntry> of(String restoration) {
        return entries(restoration + "-").stream()
                .filter(entry -> entry.restoration().equals(restoration))
                .toList();
    }

    /** Strikes an entry whose thing is gone. */
    void strike(LedgerEntry entry) {
        try {
            Files.deleteIfExists(file(entry));
        } catch (IOException e) {
            throw new Inconclusive("cannot strike " + entry.id() + " from the ledger: " + e.getMessage(), e);
        }
    }

    /** Marks an entry as kept by a person's wish. */
    void keep(LedgerEntry entry) {
        write(entry.asKept());
    }

    /** Whether the JVM that made the entry still runs. */
    static boolean ownerAlive(LedgerEntry entry) {
        return entry.ownerStarted() != 0 && startOf(entry.ownerPid()) == entry.ownerStarted();
    }

    private static long startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }

    private void write(LedgerEntry entry) {
        var file = file(entry);
        var beside = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(directory);
            try (var channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(entry)));
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Inconclusive(
                    "cannot write the ledger " + file + ": " + e.getMessage()
                            + "\n  Remedy: nothing is made that is not noted first; make the directory writable",
                    e);
        }
    }

    /** Empty if it was struck since it was listed. */
    private static Optional<LedgerEntry> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), LedgerEntry.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Inconclusive(
                    "the ledger's entry " + file + " cannot be read: " + e.getMessage()
                            + "\n  Remedy: look what it names, remove that by hand, then delete the entry",
                    e);
        }
    }

    private Path file(LedgerEntry entry) {
        return directory.resolve(entry.id() + ".json");
    }
}

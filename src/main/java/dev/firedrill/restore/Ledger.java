package dev.firedrill.restore;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was made and is not gone yet: one file for each thing, on disk before the thing is made, so that a crash at any
 * moment leaves nothing that nobody knows of. Beside the things that a person kept lies how to reach them.
 */
public final class Ledger {
    private static final AtomicInteger SERIAL = new AtomicInteger();
    private static final String ENTRY = ".json";
    private static final String KEPT = ".kept";

    private final Path directory;

    /** @param directory where the entries lie; made when it is missing */
    public Ledger(Path directory) {
        this.directory = directory;
    }

    /** The ledger in Firedrill's state directory. */
    public static Ledger in(Path state) {
        return new Ledger(state.resolve("ledger"));
    }

    /** Notes something before it is made. */
    LedgerEntry record(String restoration, String platform, String kind, String reference, long started) {
        var self = ProcessHandle.current();
        var id = "%s-%06d".formatted(restoration, SERIAL.incrementAndGet());
        var entry = new LedgerEntry(
                id, restoration, platform, kind, reference, started, self.pid(), startOf(self.pid()), false);
        file(entry).write(entry);
        return entry;
    }

    /** All entries, the newest of each restoration first, which is the order to remove them in. */
    public List<LedgerEntry> entries() {
        return read("", ENTRY, LedgerEntry.class).stream()
                .sorted(Comparator.comparing(LedgerEntry::id).reversed())
                .toList();
    }

    /** The entries of one restoration, the newest first. */
    List<LedgerEntry> of(String restoration) {
        return read(restoration + "-", ENTRY, LedgerEntry.class).stream()
                .filter(entry -> entry.restoration().equals(restoration))
                .sorted(Comparator.comparing(LedgerEntry::id).reversed())
                .toList();
    }

    /** Instances that were kept, the newest first, whether they are still there or not. */
    List<KeptInstance> kept() {
        return read("", KEPT, KeptInstance.class).stream()
                .sorted(Comparator.comparing(KeptInstance::keptAt)
                        .thenComparing(KeptInstance::restoration)
                        .reversed())
                .toList();
    }

    /** Only files of that prefix are read: those of others may be struck at this moment. */
    private <T> List<T> read(String prefix, String suffix, Class<T> type) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(suffix))
                    .flatMap(file -> new LedgerFile(file).read(type).stream())
                    .toList();
        } catch (IOException e) {
            throw new Inconclusive("cannot read the ledger " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Strikes an entry whose thing is gone; with the last of a restoration goes how it was reached. */
    void strike(LedgerEntry entry) {
        file(entry).delete();
        if (of(entry.restoration()).isEmpty()) {
            keptFile(entry.restoration()).delete();
        }
    }

    /** Marks an entry as kept by a person's wish. */
    void keep(LedgerEntry entry) {
        file(entry).write(entry.asKept());
    }

    /** Notes how to reach an instance that is kept. */
    void keep(KeptInstance instance) {
        keptFile(instance.restoration()).write(instance);
    }

    /** Whether the JVM that made the entry still runs. */
    public static boolean ownerAlive(LedgerEntry entry) {
        return entry.ownerStarted() != 0 && startOf(entry.ownerPid()) == entry.ownerStarted();
    }

    private static long startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }

    private LedgerFile file(LedgerEntry entry) {
        return new LedgerFile(directory.resolve(entry.id() + ENTRY));
    }

    private LedgerFile keptFile(String restoration) {
        return new LedgerFile(directory.resolve(restoration + KEPT));
    }
}

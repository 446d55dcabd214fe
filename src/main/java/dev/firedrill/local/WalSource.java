package dev.firedrill.local;

import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.postgres.DirectoryWal;
import dev.firedrill.postgres.WalSegment;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.store.TreeCopy;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The WAL as the server can read it. A server that was started by root has not root's rights; an archive that it may not
 * read would look to it like an archive that has ended, so such an archive is copied for it.
 */
final class WalSource {
    private final RestoreOrder order;

    WalSource(RestoreOrder order) {
        this.order = order;
    }

    /**
     * The archive itself, or a copy of it in the restore's own directory. What a tool fetches is fetched by the tool.
     *
     * @throws Inconclusive if there is no room for the copy
     */
    ArchivedWal readableByTheServer(ArchivedWal wal, Path directory) {
        return wal instanceof DirectoryWal archive ? readable(archive, directory) : wal;
    }

    private DirectoryWal readable(DirectoryWal wal, Path directory) {
        try (var files = Files.list(wal.directory())) {
            var segments = files.filter(WalSource::isFetched).sorted().toList();
            if (segments.isEmpty() || isReadable(segments)) {
                return wal;
            }
            long bytes =
                    segments.stream().mapToLong(file -> file.toFile().length()).sum();
            return new DirectoryWal(copied(wal.directory(), directory, bytes), wal.isTheBackupsOwn());
        } catch (IOException e) {
            throw new Inconclusive("cannot list the WAL archive " + wal.directory() + ": " + e.getMessage(), e);
        }
    }

    /** What a server asks for; the rest may be what production is writing just now. */
    private static boolean isFetched(Path file) {
        var name = file.getFileName().toString();
        return WalSegment.isName(name) || name.endsWith(".history") && !name.startsWith(".");
    }

    /** An archive is written by one account; its oldest and its newest file speak for all. */
    private static boolean isReadable(List<Path> segments) {
        var server = Unprivileged.onThisHost();
        return server == Unprivileged.DIRECT
                || server.canRead(segments.get(0)) && server.canRead(segments.get(segments.size() - 1));
    }

    private Path copied(Path archive, Path directory, long bytes) throws IOException {
        DiskSpace.require(directory, bytes, "a copy of the WAL archive, which the server may not read itself,");
        var copy = Files.createDirectory(directory.resolve("wal"));
        TreeCopy.copy(
                archive, copy, WalSource::isFetched, () -> order.deadline().check("copying the WAL archive"));
        order.note("copied %,d bytes of WAL, because the server may not read %s itself".formatted(bytes, archive));
        return copy;
    }
}

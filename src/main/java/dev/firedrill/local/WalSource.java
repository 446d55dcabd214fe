package dev.firedrill.local;

import dev.firedrill.postgres.BaseBackup;
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
    private final BaseBackup backup;
    private final RestoreOrder order;

    WalSource(BaseBackup backup, RestoreOrder order) {
        this.backup = backup;
        this.order = order;
    }

    /**
     * The archive itself, or a copy of it in the restore's own directory.
     *
     * @throws Inconclusive if there is no room for the copy
     */
    Path readableByTheServer(Path directory) {
        try (var files = Files.list(backup.wal())) {
            var segments = files.filter(WalSource::isFetched).sorted().toList();
            if (isReadable(segments)) {
                return backup.wal();
            }
            return copied(
                    directory,
                    segments.stream().mapToLong(file -> file.toFile().length()).sum());
        } catch (IOException e) {
            throw new Inconclusive("cannot list the WAL archive " + backup.wal() + ": " + e.getMessage(), e);
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

    private Path copied(Path directory, long bytes) throws IOException {
        DiskSpace.require(directory, bytes, "a copy of the WAL archive, which the server may not read itself,");
        var copy = Files.createDirectory(directory.resolve("wal"));
        TreeCopy.copy(
                backup.wal(), copy, WalSource::isFetched, () -> order.deadline().check("copying the WAL archive"));
        order.note("copied %,d bytes of WAL, because the server may not read %s itself".formatted(bytes, backup.wal()));
        return copy;
    }
}

package dev.firedrill.local;

import dev.firedrill.postgres.BaseBackup;
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

/**
 * The WAL as the server can read it. A server that was started by root has not root's rights; a segment that it may not
 * read would look to it like the end of the archive, so such an archive is copied for it.
 */
final class WalSource {
    private final BaseBackup backup;

    WalSource(BaseBackup backup) {
        this.backup = backup;
    }

    /** Bytes that must be copied because the server may not read them where they lie; 0 as a rule. */
    long bytesToCopy() {
        return backup.wal() instanceof DirectoryWal archive && !isReadable(archive) ? bytes(archive) : 0;
    }

    /**
     * The backup with a log that the server can read: the archive itself, or a copy of what it needs of it in the
     * restore's own directory. What a tool fetches is fetched by the tool.
     *
     * @throws Inconclusive if there is no room for the copy
     */
    BaseBackup readableByTheServer(Path directory, RestoreOrder order) {
        if (backup.wal() instanceof DirectoryWal archive && !isGiven(archive, directory) && !isReadable(archive)) {
            return backup.withWal(new DirectoryWal(copied(archive, directory, order), archive.isTheBackupsOwn()));
        }
        return backup;
    }

    /** What lies in the restore's own directory is given to whoever runs the server, with all of it. */
    private static boolean isGiven(DirectoryWal archive, Path directory) {
        return archive.directory().startsWith(directory);
    }

    private boolean isReadable(DirectoryWal archive) {
        var server = Unprivileged.onThisHost();
        return server == Unprivileged.DIRECT
                || server.unreadableIn(archive.directory())
                        .filter(names -> names.stream().noneMatch(this::isFetched))
                        .isPresent();
    }

    /** What a server asks for from the backup on; the rest may be years old, or what production is writing just now. */
    private boolean isFetched(String name) {
        if (!WalSegment.isName(name)) {
            return name.endsWith(".history") && !name.startsWith(".");
        }
        var label = backup.label();
        var first = label.start()
                .segment(label.timeline(), backup.control().segmentSize())
                .name();
        return name.substring(8).compareTo(first.substring(8)) >= 0;
    }

    private long bytes(DirectoryWal archive) {
        try (var files = Files.list(archive.directory())) {
            return files.filter(file -> isFetched(file.getFileName().toString()))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new Inconclusive("cannot list the WAL archive " + archive.directory() + ": " + e.getMessage(), e);
        }
    }

    private Path copied(DirectoryWal archive, Path directory, RestoreOrder order) {
        DiskSpace.require(directory, bytes(archive), "a copy of the WAL, which the server may not read itself,");
        try {
            var copy = Files.createDirectory(directory.resolve("wal"));
            long bytes =
                    TreeCopy.copy(archive.directory(), copy, path -> isFetched(path.toString()), () -> order.deadline()
                            .check("copying the WAL archive"));
            order.note("copied %,d bytes of WAL, because the server may not read %s itself"
                    .formatted(bytes, archive.directory()));
            return copy;
        } catch (IOException e) {
            throw new Inconclusive("cannot copy the WAL archive " + archive.directory() + ": " + e.getMessage(), e);
        }
    }
}

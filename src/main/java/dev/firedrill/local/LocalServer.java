package dev.firedrill.local;

import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BiConsumer;

/**
 * The place of one restore and the server in it: both are in the ledger before anything can go wrong with them.
 *
 * @param directory the restore's own
 * @param started hears of each process that is started
 */
record LocalServer(RestoreOrder order, Path directory, BiConsumer<RestoreOrder, GuardedProcess> started) {
    private static final int PORTS = 3;

    /** The server's own directory in that of a restore; its socket lies there. */
    static Path socketDirectory(Path directory) {
        return directory.resolve("run");
    }

    void provision() {
        order.willMake(LocalPlatform.DIRECTORY, directory.toString(), 0);
        OwnedDirectory.create(directory);
    }

    Path data() {
        return directory.resolve(FoundBackup.DATA);
    }

    /** Makes it, empty, for this user alone. */
    Path emptyData() {
        try {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            return Files.createDirectory(data(), mode);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data(), e);
        }
    }

    /** Starts the server; it is not ready yet. A port that was free may be taken a moment later. */
    PostgresServer start(PostgresBinaries binaries, ServerSettings settings) {
        var server = startOnce(binaries, settings);
        for (int left = PORTS - 1; left > 0; left--) {
            if (server.awaitReady(order.deadline()::passed) || !server.foundItsPortTaken()) {
                return server;
            }
            order.note("port " + server.port() + " was taken meanwhile; starting again on another");
            server = startOnce(binaries, settings);
        }
        return server;
    }

    private PostgresServer startOnce(PostgresBinaries binaries, ServerSettings settings) {
        var server = PostgresServer.start(
                binaries, data(), socketDirectory(directory), order.system().superuser(), settings);
        started.accept(order, server.process());
        return server;
    }
}

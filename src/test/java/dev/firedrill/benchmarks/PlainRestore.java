package dev.firedrill.benchmarks;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BinariesSearch;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.process.Command;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user would do by hand: {@code cp -a}, then start the server. It has the same programs and the same settings as
 * Firedrill's restore; they are prepared before the time counts, and nothing is looked at or proved.
 */
final class PlainRestore implements AutoCloseable {
    private final Backup backup;
    private final PostgresBinaries binaries;
    private final Path home;
    private final BaseBackup opened;
    private int serial;

    /** Looks at the backup here and never again: whoever looks at it puts it into the page cache. */
    PlainRestore(Backup backup, Path place) {
        this.backup = backup;
        this.opened = BaseBackup.open(backup);
        this.binaries = BinariesSearch.onThisHost(place.resolve(".firedrill"))
                .find(opened.major(), Optional.empty())
                .binaries();
        this.home = place.resolve("work/plain");
        OwnedDirectory.create(home);
    }

    /** Seconds from the start of the copy to the answer of the first query. */
    double seconds() throws Exception {
        var directory = Files.createDirectory(home.resolve(Integer.toString(++serial)));
        var settings = RecoverySettings.of(opened, new RecoveryTarget.Latest());
        var data = directory.resolve("data");
        long began = System.nanoTime();
        Command.of("cp", "-a", backup.location(), data.toString()).runOrThrow("copying");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(data.resolve("recovery.signal"), "");
        var server = PostgresServer.start(binaries, data, directory.resolve("run"), "postgres", settings);
        try {
            return secondsToFirstAnswer(server, began);
        } finally {
            server.process().stop("QUIT", Duration.ofSeconds(10));
        }
    }

    private static double secondsToFirstAnswer(PostgresServer server, long began) throws SQLException, IOException {
        if (!server.awaitReady(() -> false)) {
            throw new IOException("nothing was measured: the server did not start\n" + server.log());
        }
        try (var connection = server.superuser("shop");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(BenchmarkShop.FIRST_QUERY)) {
            if (!rows.next()) {
                throw new IOException("nothing was measured: the first query returned no row");
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** Deletes all of its copies. */
    @Override
    public void close() {
        OwnedDirectory.remove(home);
    }
}

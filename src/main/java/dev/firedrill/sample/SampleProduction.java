package dev.firedrill.sample;

import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ReplicationConnection;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.inventory.InventoryRecorder;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The shop's production: a real server that archives its log, and is gone when it is closed. */
final class SampleProduction implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final PostgresServer server;

    private SampleProduction(Path home, PostgresServer server) {
        this.home = home;
        this.server = server;
    }

    /** @param archive where it archives its log; must exist */
    static SampleProduction start(PostgresBinaries binaries, Path home, Path archive) {
        OwnedDirectory.create(home);
        Unprivileged.onThisHost().own(home);
        Unprivileged.onThisHost().own(archive);
        var data = home.resolve("data");
        NewCluster.create(binaries, data);
        var production = new SampleProduction(
                home, PostgresServer.start(binaries, data, home.resolve("run"), "postgres", settings(archive)));
        if (!production.server.awaitReady(() -> false)) {
            var log = String.join("\n  ", production.server.log());
            production.close();
            throw new Inconclusive("the sample's production did not start:\n  " + log);
        }
        return production;
    }

    /** A file appears in the archive whole or not at all, and none is ever replaced. */
    private static ServerSettings settings(Path archive) {
        var place = archive.toString().replace("'", "'\\''").replace("%", "%%");
        return ServerSettings.ofThrowawayServer()
                .with("full_page_writes", "on")
                .with("track_commit_timestamp", "on")
                .with("archive_mode", "on")
                .with(
                        "archive_command",
                        "test ! -f '%1$s/%%f' && cp \"%%p\" '%1$s/.%%f.part' && mv '%1$s/.%%f.part' '%1$s/%%f'"
                                .formatted(place));
    }

    Connection connect(String database) throws SQLException {
        return server.superuser(database);
    }

    void backup(String label, Path directory) {
        try (var replication = ReplicationConnection.open(server.socket(), "postgres")) {
            replication.baseBackup(label, directory);
        }
    }

    /**
     * Ends the current segment and waits until the archive has all there is.
     *
     * @return the name of that segment
     */
    String archive(Sql shop) {
        var segment = shop.text("select pg_walfile_name(pg_switch_wal())");
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() ->
                        shop.number("select count(*) from pg_ls_archive_statusdir() where name like '%.ready'") == 0);
        return segment;
    }

    /** Records what the shop contains, while nobody trades. */
    void record(Path file) {
        var patience = Duration.ofMinutes(5);
        new InventoryRecorder("shop", () -> connect("shop"), 2, patience, PATIENCE)
                .record()
                .write(file);
    }

    /** Stops as in a disaster: what was not archived is lost, and nothing of the server is left. */
    @Override
    public void close() {
        if (server.process().isAlive()) {
            server.process().stop("QUIT", Duration.ofSeconds(10));
        }
        OwnedDirectory.remove(home);
    }
}

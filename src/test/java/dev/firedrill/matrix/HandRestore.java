package dev.firedrill.matrix;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A restore as somebody makes it by hand, who follows the manual: copy the files, name a restore_command, start. */
final class HandRestore implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PostgresServer server;
    private final boolean ready;
    private boolean stopped;

    private HandRestore(PostgresServer server) {
        this.server = server;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        this.ready = server.awaitReady(() -> System.nanoTime() > deadline);
    }

    static HandRestore of(PlantedShop planted) throws IOException {
        var data = Files.createDirectories(planted.home().resolve("hand")).resolve("data");
        Command.of("cp", "-a", planted.files().newest().toString(), data.toString())
                .run();
        Command.of("chmod", "700", data.toString()).run();
        Files.createDirectories(data.resolve("pg_wal/archive_status"));
        Files.writeString(data.resolve("recovery.signal"), "");
        var settings = ServerSettings.ofThrowawayServer()
                .with("restore_command", "cp '" + planted.files().wal() + "/%f' \"%p\"")
                .with("recovery_target_timeline", "latest")
                .with("track_commit_timestamp", "on")
                .with("hot_standby", "off");
        return new HandRestore(PostgresServer.start(
                PostgresBinaries.bundled(PlantedBackup.STATE), data, data.resolveSibling("s"), "postgres", settings));
    }

    /** Whether the server took it. */
    boolean isReady() {
        return ready;
    }

    String sockets() {
        return server.socket().getParent().toString();
    }

    int port() {
        return server.port();
    }

    Path data() {
        return server.dataDirectory();
    }

    /** In an orderly way, which pg_checksums insists on. */
    void stop() {
        server.close();
        stopped = true;
    }

    @Override
    public void close() {
        if (!stopped) {
            server.process().stop("QUIT", Duration.ofSeconds(10));
        }
    }
}

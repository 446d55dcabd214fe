package dev.firedrill.benchmarks;

import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.process.Command;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.testing.DebianPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a user would do by hand: the tool's own restore, then the server on it, with the settings that Firedrill has. */
final class PlainToolRestore {
    private final ToolSide side;
    private final Path directory;

    PlainToolRestore(ToolSide side, Path directory) {
        this.side = side;
        this.directory = OwnedDirectory.create(directory);
    }

    /** Seconds from the start of the tool to the answer of the first query. */
    double seconds() throws Exception {
        var binaries = PostgresBinaries.in(Path.of(DebianPackages.POSTGRESQL_15));
        var written = WrittenByTool.in(directory);
        long began = System.nanoTime();
        Command.of(side.restore().apply(written.data())).runOrThrow("restoring with " + side.name());
        var settings = ServerSettings.ofThrowawayServer();
        if (side.fetchesLog()) {
            Files.writeString(written.data().resolve("recovery.signal"), "");
            settings.with("restore_command", written.restoreCommand());
        }
        var server = PostgresServer.start(binaries, written.data(), directory.resolve("run"), "postgres", settings);
        try {
            if (!server.awaitReady(() -> false)) {
                throw new IOException("nothing was measured: the server did not start\n" + server.log());
            }
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(side.firstQuery())) {
                if (!rows.next()) {
                    throw new IOException("nothing was measured: the first query returned no row");
                }
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            server.process().stop("QUIT", Duration.ofSeconds(10));
        }
    }
}

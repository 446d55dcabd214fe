package dev.firedrill.benchmarks;

import dev.firedrill.postgres.LoadingSettings;
import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import java.io.IOException;
import java.nio.file.Path;

/** A new cluster, a server on it with the settings that Firedrill has for loading, and pg_restore of a dump into it. */
record ByPgRestore(Path dump) implements ByHand {
    @Override
    public PostgresServer restore(Path directory) throws IOException {
        var binaries = PostgresBinaries.in(Path.of(DebianPackages.POSTGRESQL_15));
        var data = directory.resolve("data");
        NewCluster.create(binaries, data);
        var server = ByHand.ready(PostgresServer.start(
                binaries, data, directory.resolve("run"), "postgres", LoadingSettings.of(binaries.major())));
        var host = "--host=" + server.socket().getParent();
        Command.of(
                        binaries.program("pg_restore"),
                        host,
                        "--port=" + server.port(),
                        "--username=postgres",
                        "--dbname=postgres",
                        dump.toString())
                .runOrThrow("restoring");
        return server;
    }
}

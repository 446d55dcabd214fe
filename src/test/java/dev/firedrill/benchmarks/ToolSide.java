package dev.firedrill.benchmarks;

import dev.firedrill.postgres.debian.BarmanServer;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A backup tool with a backup of a production.
 *
 * @param backup the value of key {@code backup}
 * @param fetchesLog whether the server fetches log by the tool; else the tool has put it into pg_wal
 * @param restore the command line by which a user restores the newest backup into a directory
 */
record ToolSide(
        String name, String backup, List<Path> repositories, boolean fetchesLog, Function<Path, List<String>> restore) {

    /** Backups of the same production by each tool, one after the other. */
    static List<ToolSide> of(DebianCluster cluster) {
        return List.of(pgBackRest(cluster), barman(cluster));
    }

    private static ToolSide pgBackRest(DebianCluster cluster) {
        var repository = PgBackRestRepository.of(cluster).create();
        repository.backup("full");
        cluster.archiveSegment();
        var configuration = repository.configuration();
        return new ToolSide(
                "pgbackrest",
                "{type: pgbackrest, stanza: main, config: '" + configuration + "'}",
                List.of(repository.repository(1)),
                true,
                data -> List.of(
                        "pgbackrest",
                        "--config=" + configuration,
                        "--stanza=main",
                        "--log-level-console=off",
                        "--pg1-path=" + data,
                        "restore"));
    }

    private static ToolSide barman(DebianCluster cluster) {
        var server = BarmanServer.of(cluster);
        server.archiveSegment();
        server.backup();
        server.archiveSegment();
        var configuration = server.configuration().toString();
        return new ToolSide(
                "barman",
                "{type: barman, server: main, config: '" + configuration + "'}",
                List.of(server.catalog()),
                false,
                data -> List.of(
                        "barman", "-c", configuration, "recover", BarmanServer.NAME, "latest", data.toString()));
    }

    String firstQuery() {
        return "select 1 from pgbench_accounts limit 1";
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A backup tool with a backup of a production.
 *
 * @param backup the value of key {@code backup}
 * @param restore the command line by which a user restores the newest backup into a directory
 */
record ToolSide(String name, String backup, List<Path> repositories, Function<Path, List<String>> restore) {

    /** Backups of the same production by each tool, one after the other. */
    static List<ToolSide> of(DebianCluster cluster) {
        return List.of(pgBackRest(cluster));
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
                data -> List.of(
                        "pgbackrest",
                        "--config=" + configuration,
                        "--stanza=main",
                        "--log-level-console=off",
                        "--pg1-path=" + data,
                        "restore"));
    }

    String firstQuery() {
        return "select 1 from pgbench_accounts limit 1";
    }
}

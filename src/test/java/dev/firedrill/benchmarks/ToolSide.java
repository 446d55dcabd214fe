package dev.firedrill.benchmarks;

import dev.firedrill.postgres.debian.BarmanServer;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.postgres.debian.PgBackRestRepository;
import dev.firedrill.postgres.debian.WalGStorage;
import dev.firedrill.postgres.tool.WrittenByTool;
import java.nio.file.Path;
import java.util.List;

/**
 * A backup tool with a backup of a production.
 *
 * @param backup the value of key {@code backup}
 * @param byHand how a user restores the newest backup, whose id he need not know
 * @param lookUp by which a user who wants to name a backup finds its id first; empty where ids are of no use
 */
record ToolSide(String name, String backup, List<Path> repositories, ByHand byHand, List<String> lookUp) {

    /** Backups of the same production by each tool, one after the other. */
    static List<ToolSide> of(DebianCluster cluster) {
        return List.of(pgBackRest(cluster), barman(cluster), walG(cluster), pgDump(cluster));
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
                new ByTool(
                        data -> List.of(
                                "pgbackrest",
                                "--config=" + configuration,
                                "--stanza=main",
                                "--log-level-console=off",
                                "--pg1-path=" + data,
                                "restore"),
                        WrittenByTool::restoreCommand),
                List.of("pgbackrest", "--config=" + configuration, "--stanza=main", "info"));
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
                new ByTool(
                        data -> List.of(
                                "barman", "-c", configuration, "recover", BarmanServer.NAME, "latest", data.toString()),
                        written -> ""),
                List.of("barman", "-c", configuration, "list-backups", BarmanServer.NAME));
    }

    /** Our stand-in for it: what it takes itself is no measure of WAL-G, what is added to it is. */
    private static ToolSide walG(DebianCluster cluster) {
        var storage = WalGStorage.of(cluster);
        var backup = storage.backup();
        cluster.archiveSegment();
        var program = storage.program().toString();
        var prefix = "WALG_FILE_PREFIX=" + storage.storage();
        return new ToolSide(
                "wal-g",
                "{type: wal-g, prefix: '" + storage.storage() + "', program: '" + program + "'}",
                List.of(storage.storage()),
                new ByTool(
                        data -> List.of("env", prefix, program, "backup-fetch", data.toString(), backup),
                        written -> prefix + " " + program + " wal-fetch %f %p"),
                List.of("env", prefix, program, "backup-list"));
    }

    private static ToolSide pgDump(DebianCluster cluster) {
        var place = cluster.directory("dumps");
        var dump = place.resolve("shop.dump");
        cluster.run("pg_dump", "--format=custom", "--file=" + dump, "postgres");
        return new ToolSide(
                "pg_dump", "{type: pg_dump, file: '" + dump + "'}", List.of(place), new ByPgRestore(dump), List.of());
    }

    String firstQuery() {
        return "select 1 from pgbench_accounts limit 1";
    }
}

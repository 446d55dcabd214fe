package dev.firedrill.benchmarks;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.postgres.ExaminedLog;
import dev.firedrill.postgres.LogBeforeReplay;
import dev.firedrill.postgres.LongLog;
import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ReplicationConnection;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.Command;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * That 10,000 segments are unbroken, by their names, sizes and headers; and all records of a log of 600 MB, against {@code
 * pg_waldump --quiet}, which computes the same checksums. {@code benchmarks/wal.sh} runs it.
 */
public final class WalBenchmark {
    private static final int SEGMENTS = 10_000;
    private static final Duration PLENTY = Duration.ofMinutes(30);

    private final PostgresBinaries binaries =
            PostgresBinaries.in(Path.of(System.getProperty("benchmark.postgres", "/usr/lib/postgresql/15/bin")));
    private final Path home = Path.of(System.getProperty("benchmark.place"), "wal");
    private final Path archive = home.resolve("archive");
    private final int pairs = Integer.getInteger("benchmark.pairs", 5);

    private WalBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = new WalBenchmark();
        OwnedDirectory.remove(benchmark.home);
        OwnedDirectory.create(benchmark.home);
        try {
            benchmark.continuity();
            benchmark.records();
        } finally {
            OwnedDirectory.remove(benchmark.home);
        }
    }

    private void continuity() throws Exception {
        var place = home.resolve("long");
        LongLog.write(place, SEGMENTS);
        var times = new Series("continuity of %,d segments".formatted(SEGMENTS));
        for (int i = 0; i < pairs; i++) {
            times.add(Stopwatch.seconds(() -> LongLog.continuity(place)));
        }
        System.out.printf(Locale.ROOT, "%s%n(goal: under 10 s)%n", times);
    }

    private void records() throws Exception {
        var backup = produce();
        var ours = new Series("A Firedrill: records, pages, tablespaces");
        var theirs = new Series("B pg_waldump --quiet");
        ExaminedLog examined = null;
        for (int pair = 0; pair <= pairs; pair++) {
            PageCache.WARM.prepare(List.of(archive));
            long began = System.nanoTime();
            examined = new LogBeforeReplay(backup, new RecoveryTarget.Latest(), Deadline.in(PLENTY)).examine();
            double a = (System.nanoTime() - began) / 1e9;
            var last = examined.last().orElseThrow().toString();
            double b = Stopwatch.seconds(() -> Command.of(
                            binaries.program("pg_waldump"),
                            "--quiet",
                            "--path=" + archive,
                            "--start=" + backup.label().start(),
                            "--end=" + last)
                    .runOrThrow("reading the log"));
            if (pair > 0) {
                ours.add(a);
                theirs.add(b);
            }
        }
        System.out.printf(
                Locale.ROOT, "%s%n%s%n%s%nratio A/B %.2f (no goal)%n", examined, ours, theirs, ours.ratioTo(theirs));
    }

    /** Small records, as many single rows leave them. */
    private BaseBackup produce() throws Exception {
        Files.createDirectories(archive);
        var data = home.resolve("data");
        NewCluster.create(binaries, data);
        var settings = ServerSettings.ofThrowawayServer()
                .with("archive_mode", "on")
                .with("archive_command", "cp \"%%p\" '%s/%%f'".formatted(archive));
        try (var server = PostgresServer.start(binaries, data, home.resolve("run"), "postgres", settings)) {
            server.awaitReady(() -> false);
            try (var replication = ReplicationConnection.open(server.socket(), "postgres")) {
                replication.baseBackup("wal", home.resolve("backups/wal"));
            }
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create table t as select n id, n * 7 a, 'abc' || n b from generate_series(1, 10) n");
                statement.execute("insert into t select n, n * 7, 'abc' || n from generate_series(1, 4500000) n");
                statement.execute("update t set a = a + 1 where id % 4 = 0");
                statement.execute("select pg_switch_wal()");
            }
        }
        var found = new BaseBackupDirectory(home.resolve("backups"), Optional.of(archive), "wal", "").backups();
        return BaseBackup.look(found.get(0), List.of());
    }
}

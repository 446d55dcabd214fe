package dev.firedrill.benchmarks;

import dev.firedrill.postgres.NewCluster;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.postgres.integrity.PageScan;
import dev.firedrill.postgres.integrity.ScannedPages;
import dev.firedrill.process.Command;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * All pages of a cleanly stopped cluster read and verified, against {@code pg_checksums --check} on the same cluster, in
 * turns, warm. {@code benchmarks/pages.sh} runs it.
 */
public final class PagesBenchmark {
    /** 1.3 GB of pages. */
    private static final long ROWS = 1_150_000;

    private static final Duration PLENTY = Duration.ofMinutes(30);

    private PagesBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var binaries = binaries();
        var data =
                cluster(binaries, Path.of(System.getProperty("benchmark.place")).resolve("pages"));
        var check = Unprivileged.onThisHost()
                .command(List.of(binaries.program("pg_checksums"), "--check", "-D", data.toString()));
        var firedrill = new Series("A Firedrill: checksums, headers, positions, maps");
        var tool = new Series("B pg_checksums --check");
        ScannedPages scanned = null;
        for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            long began = System.nanoTime();
            scanned = PageScan.of(data, Deadline.in(PLENTY));
            double ours = (System.nanoTime() - began) / 1e9;
            double theirs = Stopwatch.seconds(() -> Command.of(check).runOrThrow("checking"));
            if (pair > 0) {
                firedrill.add(ours);
                tool.add(theirs);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n%s%n%s%nratio A/B %.2f (goal: at most 0.80)%n",
                scanned,
                firedrill,
                tool,
                firedrill.ratioTo(tool));
    }

    static PostgresBinaries binaries() {
        return PostgresBinaries.in(Path.of(System.getProperty("benchmark.postgres", "/usr/lib/postgresql/15/bin")));
    }

    /** Made if it is missing. */
    static Path cluster(PostgresBinaries binaries, Path home) throws Exception {
        var data = home.resolve("data");
        if (Files.exists(home.resolve("made"))) {
            return data;
        }
        NewCluster.create(binaries, data);
        try (var server = PostgresServer.start(
                binaries, data, home.resolve("run"), "postgres", ServerSettings.ofThrowawayServer())) {
            server.awaitReady(() -> false);
            try (var connection = server.superuser("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("create table filler as select n, repeat(md5(n::text), 30) as text"
                        + " from generate_series(1, " + ROWS + ") n");
                statement.execute("create index on filler(n)");
                statement.execute("checkpoint");
                statement.execute("vacuum filler");
            }
        }
        Files.createFile(home.resolve("made"));
        return data;
    }
}

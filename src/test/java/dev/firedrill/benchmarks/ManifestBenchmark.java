package dev.firedrill.benchmarks;

import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.BaseBackupDirectory;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.ReplicationConnection;
import dev.firedrill.postgres.ServerSettings;
import dev.firedrill.process.Command;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every file of a backup compared with its {@code backup_manifest}, against {@code pg_verifybackup}, which does the same, in
 * turns, warm. {@code benchmarks/pages.sh} runs it, on a backup of its cluster.
 */
public final class ManifestBenchmark {
    private ManifestBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var binaries = PagesBenchmark.binaries();
        var home = Path.of(System.getProperty("benchmark.place"), "manifest");
        OwnedDirectory.remove(home);
        OwnedDirectory.create(home);
        try {
            var place = home.resolve("backups/one");
            backUp(binaries, home, place);
            measure(binaries, home, "SHA256");
            Files.writeString(place.resolve("backup_manifest"), DefaultManifest.of(place));
            measure(binaries, home, "CRC32C");
        } finally {
            OwnedDirectory.remove(home);
        }
    }

    private static void backUp(PostgresBinaries binaries, Path home, Path place) throws Exception {
        var data = PagesBenchmark.cluster(binaries, Path.of(System.getProperty("benchmark.place"), "pages"));
        try (var server = PostgresServer.start(
                binaries, data, home.resolve("run"), "postgres", ServerSettings.ofThrowawayServer())) {
            server.awaitReady(() -> false);
            try (var replication = ReplicationConnection.open(server.socket(), "postgres")) {
                replication.baseBackup("one", place);
            }
        }
    }

    private static void measure(PostgresBinaries binaries, Path home, String algorithm) throws Exception {
        var place = home.resolve("backups/one");
        var backup = new BaseBackupDirectory(home.resolve("backups"), Optional.empty(), "one", "")
                .backups()
                .get(0);
        var ours = new Series(algorithm + " A Firedrill");
        var theirs = new Series(algorithm + " B pg_verifybackup");
        for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            PageCache.WARM.prepare(List.of(place));
            double a =
                    Stopwatch.seconds(() -> BaseBackup.look(backup, List.of()).verified(backup));
            double b = Stopwatch.seconds(
                    () -> Command.of(binaries.program("pg_verifybackup"), "--no-parse-wal", "--quiet", place.toString())
                            .runOrThrow("verifying"));
            if (pair > 0) {
                ours.add(a);
                theirs.add(b);
            }
        }
        System.out.printf(
                Locale.ROOT, "%s%n%s%nratio A/B %.2f (goal: at most 1.00)%n", ours, theirs, ours.ratioTo(theirs));
    }
}

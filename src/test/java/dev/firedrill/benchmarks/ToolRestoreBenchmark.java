package dev.firedrill.benchmarks;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;

/**
 * Firedrill's whole restore through a backup tool against the tool's own restore and the start of the server on it, in
 * turns. {@code benchmarks/tools.sh} runs it. What was restored is deleted when all is measured, as in {@link
 * RestoreBenchmark}.
 */
public final class ToolRestoreBenchmark {
    private ToolRestoreBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var place = Path.of(System.getProperty("benchmark.place", "target/benchmark"), "tools")
                .toAbsolutePath();
        OwnedDirectory.create(place);
        try {
            var production = Files.createDirectory(place.resolve("p"));
            for (var side : sides(production)) {
                measure(side, Files.createDirectory(place.resolve(side.name())));
            }
        } finally {
            OwnedDirectory.remove(place);
        }
    }

    private static List<ToolSide> sides(Path home) {
        try (var cluster = DebianCluster.in(home).start()) {
            int scale = Math.max(1, Integer.getInteger("benchmark.rows", 10_000_000) / 150_000);
            cluster.run("pgbench", "--initialize", "--quiet", "--scale=" + scale, "postgres");
            System.out.println(
                    "production: " + cluster.sql("select pg_size_pretty(sum(pg_database_size(oid))) from pg_database"));
            return ToolSide.of(cluster);
        }
    }

    private static void measure(ToolSide side, Path home) throws Exception {
        var yaml =
                "defaults: {workdir: ./w}%nsystems: {shop: {engine: postgresql, database: postgres, backup: %s, verify: ['%s']}}%n"
                        .formatted(side.backup(), side.firstQuery());
        var configuration = ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
        var firedrill = new Series(side.name() + " A Firedrill, select to verified");
        var byHand = new Series(side.name() + " B the tool, start, first query");
        var restores = new ArrayDeque<AutoCloseable>();
        try {
            for (int pair = 1; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
                PageCache.WARM.prepare(side.repositories());
                var restore = FiredrillRestore.of(configuration);
                restores.push(restore);
                firedrill.add(restore.seconds());
                System.out.println("  phases: " + restore.phases());
                PageCache.WARM.prepare(side.repositories());
                byHand.add(new PlainToolRestore(side, home.resolve("hand" + pair)).seconds());
            }
        } finally {
            while (!restores.isEmpty()) {
                restores.pop().close();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n%s%n%s ratio A/B %.2f (goal: at most 1.1)%n",
                firedrill,
                byHand,
                side.name(),
                firedrill.ratioTo(byHand));
    }
}

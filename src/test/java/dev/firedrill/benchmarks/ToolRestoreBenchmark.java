package dev.firedrill.benchmarks;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.debian.DebianCluster;
import dev.firedrill.process.Command;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Firedrill's whole restore through a backup tool against the tool's own restore and the start of the server on it, in
 * turns. The tool is asked for its newest backup (B), or for one whose id was looked up in its list (C); Firedrill always
 * finds the id by itself. {@code benchmarks/tools.sh} runs it. What was restored is deleted before the next is measured: kept, it fills the
 * memory, and whoever comes next waits until some of it is written.
 */
public final class ToolRestoreBenchmark {
    private ToolRestoreBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var place = Path.of(System.getProperty("benchmark.place", "target/benchmark"), "tools")
                .toAbsolutePath();
        OwnedDirectory.create(place);
        try {
            var production = Files.createDirectory(place.resolve("p"));
            var wanted = System.getProperty("benchmark.tools", ".*");
            for (var side : sides(production)) {
                if (!side.name().matches(wanted)) {
                    continue;
                }
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
        var named = new Series(side.name() + " C the tool's list of backups, then B");
        // What comes first pays for memory that was not used before: it is not counted.
        for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            PageCache.WARM.prepare(side.repositories());
            double a = firedrill(configuration);
            PageCache.WARM.prepare(side.repositories());
            double b = new PlainToolRestore(side, home.resolve("hand")).seconds();
            double look = lookUp(side);
            if (pair > 0) {
                firedrill.add(a);
                byHand.add(b);
                named.add(look + b);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n%s%n%s%n%s ratio A/B %.2f, A/C %.2f (goal: at most 1.1)%n",
                firedrill,
                byHand,
                named,
                side.name(),
                firedrill.ratioTo(byHand),
                firedrill.ratioTo(named));
        System.out.print("load: " + Files.readString(Path.of("/proc/loadavg")));
    }

    /** Seconds that a user waits for the ids of backups, one of which Firedrill finds by itself. */
    private static double lookUp(ToolSide side) throws Exception {
        return side.lookUp().isEmpty()
                ? 0
                : Stopwatch.seconds(
                        () -> Command.of(ByTool.inItsSession(side.lookUp())).runOrThrow("looking up the backup"));
    }

    private static double firedrill(Configuration configuration) {
        try (var restore = FiredrillRestore.of(configuration)) {
            System.out.println("  phases: " + restore.phases());
            return restore.seconds();
        }
    }
}

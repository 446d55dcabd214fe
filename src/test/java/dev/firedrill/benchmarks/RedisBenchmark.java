package dev.firedrill.benchmarks;

import dev.firedrill.local.PlantedRun;
import dev.firedrill.process.Command;
import dev.firedrill.redis.ProductionRedis;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.redis.inventory.RedisRecorder;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/** An inventory of many keys: recorded, restored to, and compared whole. {@code benchmarks/redis.sh} runs it. */
public final class RedisBenchmark {
    private static final int LOOPED = Integer.getInteger("benchmark.looped", 10_000);

    private final Path place = Path.of(System.getProperty("benchmark.place")).resolve("redis");
    private final int keys = Integer.getInteger("benchmark.keys", 1_000_000);
    private final int pairs = Integer.getInteger("benchmark.pairs", 5);
    private final Path file = place.resolve("sessions.rdb");
    private final Path inventory = place.resolve("sessions.json");

    private RedisBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = new RedisBenchmark();
        OwnedDirectory.remove(benchmark.place);
        OwnedDirectory.create(benchmark.place);
        try {
            benchmark.record();
            benchmark.restore();
        } finally {
            OwnedDirectory.remove(benchmark.place);
        }
    }

    private void record() throws Exception {
        try (var production = ProductionRedis.start(place.resolve("production"));
                var client = production.client()) {
            MillionKeys.fill(production, keys);
            production.save(file);
            // Waits for the second of that save to be over, and warms up.
            var recorder = new RedisRecorder("sessions", List.of(production::client), Duration.ofSeconds(60));
            recorder.record();
            var recording = new Series("record");
            for (int i = 0; i < pairs; i++) {
                recording.add(Stopwatch.seconds(() -> recorder.record().write(inventory)));
            }
            say("%,d keys, RDB of %,d bytes, inventory of %,d bytes", keys, Files.size(file), Files.size(inventory));
            say("%s", recording);
            loop(client.configGet("port").get("port"), recording, client);
        }
    }

    private void loop(String port, Series recording, Jedis client) throws Exception {
        var program = System.getProperty("benchmark.redis-cli");
        if (Command.of(program, "--version").run().exitCode() != 0) {
            say("no redis-cli, so that the shell loop was not measured");
            return;
        }
        var names = place.resolve("names");
        MillionKeys.list(client, LOOPED, names);
        double looped = Stopwatch.seconds(
                () -> Command.of("sh", "-c", script(program, port, names)).runOrThrow("looping"));
        double scaled = looped * keys / LOOPED;
        say(
                "shell loop over redis-cli: %.1f s for %,d of the keys, scaled to %,.0f s for all: %.0f times as long as recording",
                looped, LOOPED, scaled, scaled / recording.median());
    }

    /** What a person would write: the type, the value by its type, and a digest of it. */
    private static String script(String program, String port, Path names) {
        return """
                r() { '%s' -p %s "$@"; }
                while read k; do
                  case $(r type "$k") in
                    string) r get "$k" ;; list) r lrange "$k" 0 -1 ;; set) r smembers "$k" | sort ;;
                    zset) r zrange "$k" 0 -1 withscores ;; hash) r hgetall "$k" ;; stream) r xrange "$k" - + ;;
                  esac | sha1sum
                  r pexpiretime "$k"
                done < '%s' | sha1sum"""
                .formatted(program, port, names);
    }

    private void restore() throws Exception {
        var ours = new Series("A Firedrill, start to first query");
        var bare = new Series("B bare redis-server, start to first query");
        var comparing = new Series("compare whole");
        for (int pair = 0; pair <= pairs; pair++) {
            var directory = Files.createDirectories(place.resolve("bare-" + pair));
            Files.copy(file, directory.resolve("dump.rdb"));
            double b = Stopwatch.seconds(() -> ProductionRedis.start(directory).close());
            var home = Files.createDirectories(place.resolve("run-" + pair));
            try (var run = PlantedRun.of("redis", home, "{type: rdb, file: '" + file + "'}", file)
                    .with("inventory", "'" + inventory + "'")) {
                var restoration = run.restore();
                var redis = (RedisInstance) restoration.instance().orElseThrow();
                double whole =
                        Stopwatch.seconds(() -> redis.assertThat().isIdenticalTo(RedisInventory.read(inventory)));
                if (pair > 0) {
                    ours.add(restoration.rto().orElseThrow().toNanos() / 1e9);
                    bare.add(b);
                    comparing.add(whole);
                }
            }
        }
        say(
                "%s%n%s%nratio A/B %.2f (goal: at most 1.2)%n%s (goal: at most 12 s)",
                ours, bare, ours.ratioTo(bare), comparing);
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.backup.Backup;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Firedrill's restore against {@code cp -a} and the start of the server, in turns. {@code benchmarks/restore.sh} runs
 * it.
 *
 * <p>What was restored is deleted when all is measured: a file system such as ext4 makes new files slowly where many were
 * deleted a minute ago, which no restore of a user meets.
 */
public final class RestoreBenchmark {
    private final BenchmarkShop shop;
    private final Backup backup;
    private final PlainRestore plain;
    private final Deque<AutoCloseable> restores;

    private RestoreBenchmark(BenchmarkShop shop, Backup backup, PlainRestore plain, Deque<AutoCloseable> restores) {
        this.shop = shop;
        this.backup = backup;
        this.plain = plain;
        this.restores = restores;
    }

    public static void main(String[] arguments) throws Exception {
        var shop = BenchmarkShop.wanted();
        var restores = new ArrayDeque<AutoCloseable>();
        try {
            var first = FiredrillRestore.of(shop.configuration());
            restores.push(first);
            var backup = first.restoration().backup().orElseThrow();
            System.out.printf(Locale.ROOT, "backup %s, %,d bytes%n", backup.id(), backup.bytes());
            var plain = new PlainRestore(backup, shop.place());
            restores.push(plain);
            for (var cache : PageCache.values()) {
                new RestoreBenchmark(shop, backup, plain, restores).measure(cache);
            }
        } finally {
            while (!restores.isEmpty()) {
                restores.pop().close();
            }
        }
    }

    private void measure(PageCache cache) throws Exception {
        var firedrill = new Series(cache + " A Firedrill, select to verified");
        var reported = new Series(cache + "   the RTO that it reports");
        var byHand = new Series(cache + " B cp -a, start, first query");
        var read = List.of(Path.of(backup.location()), shop.sample().wal(""));
        var configuration = shop.configuration();
        for (int pair = 1; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            cache.prepare(read);
            var restore = FiredrillRestore.of(configuration);
            restores.push(restore);
            firedrill.add(restore.seconds());
            reported.add(restore.restoration().rto().orElseThrow().toNanos() / 1e9);
            System.out.println("  phases: " + restore.phases());
            cache.prepare(read);
            byHand.add(plain.seconds());
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n%s%n%s%n%s ratio A/B %.2f (goal: at most 1.25)%n",
                firedrill,
                reported,
                byHand,
                cache,
                firedrill.ratioTo(byHand));
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.backup.Backup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Firedrill's restore against {@code cp -a} and the start of the server, in turns. {@code benchmarks/restore.sh} runs
 * it.
 */
public final class RestoreBenchmark {
    private final BenchmarkShop shop;
    private final Backup backup;
    private final int pairs;

    private RestoreBenchmark(BenchmarkShop shop, Backup backup, int pairs) {
        this.shop = shop;
        this.backup = backup;
        this.pairs = pairs;
    }

    public static void main(String[] arguments) throws Exception {
        var shop = BenchmarkShop.wanted();
        Backup backup;
        try (var first = FiredrillRestore.of(shop.configuration())) {
            backup = first.restoration().backup().orElseThrow();
        }
        System.out.printf(Locale.ROOT, "backup %s, %,d bytes%n", backup.id(), backup.bytes());
        var benchmark = new RestoreBenchmark(shop, backup, Integer.getInteger("benchmark.pairs", 5));
        for (var cache : PageCache.values()) {
            benchmark.measure(cache);
        }
    }

    private void measure(PageCache cache) throws Exception {
        var firedrill = new Series(cache + " A Firedrill, select to verified");
        var reported = new Series(cache + "   the RTO that it reports");
        var plain = new Series(cache + " B cp -a, start, first query");
        var byHand = new PlainRestore(backup, shop.place());
        var read = List.of(Path.of(backup.location()), shop.sample().wal(""));
        var configuration = shop.configuration();
        for (int pair = 1; pair <= pairs; pair++) {
            cache.prepare(read);
            try (var restore = FiredrillRestore.of(configuration)) {
                firedrill.add(restore.seconds());
                reported.add(restore.restoration().rto().orElseThrow().toNanos() / 1e9);
                System.out.println("  phases: " + restore.phases());
            }
            cache.prepare(read);
            plain.add(byHand.seconds());
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n%s%n%s%n%s ratio A/B %.2f (goal: at most 1.25)%n",
                firedrill,
                reported,
                plain,
                cache,
                firedrill.ratioTo(plain));
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.objects.InspectedDirectory;
import dev.firedrill.process.Command;
import dev.firedrill.store.OwnedDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Objects that are read and compared with SHA256SUMS, against {@code xargs -P2 sha256sum}, which reads them and compares
 * nothing, in turns and from a warm page cache: what is compared is hashing. {@code benchmarks/objects.sh} runs it.
 */
public final class ObjectsBenchmark {
    private final Path place = Path.of(System.getProperty("benchmark.place")).resolve("objects");
    private final Path store = place.resolve("store");
    private final int megabytes = Integer.getInteger("benchmark.megabytes", 2_000);

    private ObjectsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = new ObjectsBenchmark();
        OwnedDirectory.remove(benchmark.place);
        OwnedDirectory.create(benchmark.place);
        try {
            benchmark.measure();
        } finally {
            OwnedDirectory.remove(benchmark.place);
        }
    }

    private void measure() throws Exception {
        shell("mkdir -p '%1$s' && cd '%1$s' && for i in $(seq %2$d); do head -c 20000000 /dev/urandom > part-$i; done"
                .formatted(store, megabytes / 20));
        shell("cd '%s' && find . -name 'part-*' -print0 | xargs -0 sha256sum > SHA256SUMS".formatted(store));
        var ours = new Series("A Firedrill, two readers");
        var theirs = new Series("B xargs -P2 -n1 sha256sum");
        for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            PageCache.WARM.prepare(List.of(store));
            double a = Stopwatch.seconds(() -> InspectedDirectory.read(store, place.resolve("memory")));
            double b = Stopwatch.seconds(
                    () -> shell("cd '%s' && find . -name 'part-*' -print0 | xargs -0 -P2 -n1 sha256sum > /dev/null"
                            .formatted(store)));
            if (pair > 0) {
                ours.add(a);
                theirs.add(b);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d MB in files of 20 MB%n%s%n%s%nratio of throughput A/B %.2f (goal: at least 0.95)%n",
                megabytes,
                ours,
                theirs,
                theirs.ratioTo(ours));
    }

    private static void shell(String command) {
        Command.of("sh", "-c", command).runOrThrow("measuring");
    }
}

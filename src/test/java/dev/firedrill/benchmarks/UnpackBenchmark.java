package dev.firedrill.benchmarks;

import dev.firedrill.process.Command;
import dev.firedrill.restore.Phase;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * A backup in tar format, unpacked by Firedrill and by GNU tar, in turns. {@code benchmarks/unpack.sh} runs it.
 *
 * <p>Of Firedrill's restore its whole phase {@code provision} counts: looking at the host, at the beginning of the archive
 * and at the WAL, unpacking, and comparing every file with the manifest. GNU tar unpacks.
 */
public final class UnpackBenchmark {
    private final BenchmarkShop shop;
    private final Path unpacked;
    private final Deque<AutoCloseable> restores;
    private int serial;

    private UnpackBenchmark(BenchmarkShop shop, Path unpacked, Deque<AutoCloseable> restores) {
        this.shop = shop;
        this.unpacked = unpacked;
        this.restores = restores;
    }

    public static void main(String[] arguments) throws Exception {
        var shop = BenchmarkShop.wanted();
        var unpacked = OwnedDirectory.create(shop.place().resolve("work/unpacked"));
        var restores = new ArrayDeque<AutoCloseable>();
        try {
            var benchmark = new UnpackBenchmark(shop, unpacked, restores);
            benchmark.measure(".gz", "gzip", "-xzf");
            benchmark.measure(".zst", "zstd -q", "--zstd -xf");
            benchmark.measure(".lz4", "lz4 -q -BD -B5", "-I lz4 -xf");
            benchmark.measure("", "cat", "-xf");
        } finally {
            OwnedDirectory.remove(unpacked);
            while (!restores.isEmpty()) {
                restores.pop().close();
            }
        }
    }

    private void measure(String suffix, String compressor, String options) throws Exception {
        var packed = PackedShop.of(shop, suffix, compressor);
        System.out.printf(Locale.ROOT, "base.tar%s: %,d bytes%n", suffix, Files.size(packed.archive()));
        var firedrill = new Series("A Firedrill, base.tar" + suffix);
        var tar = new Series("B tar " + options);
        for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            double ours = provision(packed);
            double theirs = tar(packed.archive(), options);
            if (pair > 0) {
                firedrill.add(ours);
                tar.add(theirs);
            }
        }
        System.out.printf(
                Locale.ROOT, "%s%n%s%nratio A/B %.2f (goal: at most 1.00)%n", firedrill, tar, firedrill.ratioTo(tar));
    }

    private double provision(PackedShop packed) throws IOException {
        PageCache.WARM.prepare(List.of(packed.directory()));
        var restore = FiredrillRestore.of(packed.configuration());
        restores.push(restore);
        return restore.restoration().phases().stream()
                .filter(record -> record.phase() == Phase.PROVISION)
                .mapToDouble(record -> record.elapsed().toNanos() / 1e9)
                .sum();
    }

    private double tar(Path archive, String options) throws Exception {
        var into = Files.createDirectory(unpacked.resolve(Integer.toString(++serial)));
        PageCache.WARM.prepare(List.of(archive.getParent()));
        var line = "tar -C '%s' %s '%s'".formatted(into, options, archive);
        return Stopwatch.seconds(() -> Command.of("sh", "-c", line).runOrThrow("unpacking"));
    }
}

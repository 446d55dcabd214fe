package dev.firedrill.benchmarks;

import dev.firedrill.postgres.archive.TarUnpacked;
import dev.firedrill.process.Command;
import dev.firedrill.store.OwnedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A backup in tar format, unpacked and compared with its manifest as a restore does, against GNU tar, which unpacks it and
 * compares nothing, in turns. {@code benchmarks/unpack.sh} runs it.
 *
 * <p>What was unpacked is deleted when all of one form is measured: new files are made slowly where many were deleted just
 * now.
 */
public final class UnpackBenchmark {
    private final BenchmarkShop shop;
    private int serial;

    private UnpackBenchmark(BenchmarkShop shop) {
        this.shop = shop;
    }

    public static void main(String[] arguments) throws Exception {
        var benchmark = new UnpackBenchmark(BenchmarkShop.wanted());
        for (boolean sha256 : new boolean[] {false, true}) {
            benchmark.measure(".gz", "gzip", "-xzf", sha256);
            benchmark.measure(".zst", "zstd -q", "--zstd -xf", sha256);
        }
        benchmark.measure(".lz4", "lz4 -q -BD -B5", "-I lz4 -xf", false);
        benchmark.measure("", "cat", "-xf", false);
    }

    private void measure(String suffix, String compressor, String options, boolean sha256) throws Exception {
        var packed = PackedShop.of(shop, suffix, compressor);
        packed.manifest(shop, sha256);
        var firedrill = new Series("A base.tar" + suffix + ", manifest with " + (sha256 ? "SHA-256" : "CRC-32C"));
        var tar = new Series("B tar " + options);
        var unpacked = OwnedDirectory.create(shop.place().resolve("unpacked"));
        try {
            for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
                double ours = ours(packed, unpacked);
                double theirs = theirs(packed, options, unpacked);
                if (pair > 0) {
                    firedrill.add(ours);
                    tar.add(theirs);
                }
            }
        } finally {
            OwnedDirectory.remove(unpacked);
        }
        System.out.printf(
                Locale.ROOT,
                "base.tar%s: %,d bytes%n%s%n%s%nratio A/B %.2f (goal: at most 1.00)%n",
                suffix,
                Files.size(packed.archive()),
                firedrill,
                tar,
                firedrill.ratioTo(tar));
    }

    private double ours(PackedShop packed, Path unpacked) throws Exception {
        var into = next(packed, unpacked);
        return Stopwatch.seconds(() -> TarUnpacked.into(into, packed.backup()));
    }

    private double theirs(PackedShop packed, String options, Path unpacked) throws Exception {
        var line = "tar -C '%s' %s '%s'".formatted(next(packed, unpacked), options, packed.archive());
        return Stopwatch.seconds(() -> Command.of("sh", "-c", line).runOrThrow("unpacking"));
    }

    private Path next(PackedShop packed, Path unpacked) throws IOException {
        PageCache.WARM.prepare(List.of(packed.archive().getParent()));
        return Files.createDirectory(unpacked.resolve(Integer.toString(++serial)));
    }
}

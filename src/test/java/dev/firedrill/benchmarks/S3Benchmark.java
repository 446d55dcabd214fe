package dev.firedrill.benchmarks;

import dev.firedrill.aws.s3.LargeBucket;
import dev.firedrill.aws.s3.S3Stores;
import dev.firedrill.objects.InspectedDirectory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Objects of a bucket of S3Mock that are read and compared with SHA256SUMS and with the checksum that S3 keeps, against as
 * many plain GETs at a time that discard what they read, in turns. {@code benchmarks/s3.sh} runs it.
 */
public final class S3Benchmark {
    private static final int READERS = Integer.getInteger("benchmark.readers", 2);

    private S3Benchmark() {}

    public static void main(String[] arguments) throws Exception {
        int megabytes = Integer.getInteger("benchmark.megabytes", 800);
        var checksum = System.getProperty("benchmark.checksum", "CRC64NVME");
        var bucket = LargeBucket.of(megabytes, checksum, READERS);
        var memory = Path.of("target", "s3-benchmark-memory");
        var ours = new Series("A Firedrill, SHA-256 and " + checksum);
        var theirs = new Series("B plain GETs, bytes discarded");
        for (int pair = 0; pair <= Integer.getInteger("benchmark.pairs", 5); pair++) {
            double a = Stopwatch.seconds(() -> InspectedDirectory.read(new S3Stores(), bucket.source(), memory));
            double b = Stopwatch.seconds(() -> fetch(bucket.objects()));
            if (pair > 0) {
                ours.add(a);
                theirs.add(b);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%,d MB in objects of 8 MB, %d at a time, load %.1f%n%s%n%s%nratio of time A/B %.2f (goal: at most 1.2)%n",
                megabytes,
                READERS,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                ours,
                theirs,
                ours.ratioTo(theirs));
        System.exit(0);
    }

    private static void fetch(List<URI> objects) throws Exception {
        var pool = Executors.newFixedThreadPool(READERS);
        try {
            for (var done : pool.invokeAll(objects.stream()
                    .<Callable<Long>>map(one -> () -> discard(one))
                    .toList())) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    private static long discard(URI object) throws IOException {
        var connection = (HttpURLConnection) object.toURL().openConnection();
        var buffer = new byte[256 << 10];
        long bytes = 0;
        try (var in = connection.getInputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
            }
        }
        return bytes;
    }
}

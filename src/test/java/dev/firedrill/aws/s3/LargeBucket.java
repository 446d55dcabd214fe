package dev.firedrill.aws.s3;

import dev.firedrill.config.BackupSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A bucket of S3Mock with objects of 8 MB, listed; for benchmarks.
 *
 * @param objects where each is fetched from
 */
public record LargeBucket(BackupSource source, List<URI> objects) {
    private static final int SIZE = 8_000_000;

    /** @param checksum what S3 keeps of them: {@code CRC32}, {@code CRC64NVME} */
    public static LargeBucket of(int megabytes, String checksum, int readers) {
        var bucket = PlantedBucket.empty();
        var random = new Random(1);
        var content = new byte[SIZE];
        var objects = new ArrayList<URI>();
        for (int i = 0; i < megabytes * 1_000_000L / SIZE; i++) {
            random.nextBytes(content);
            var hashing = S3Algorithm.CRC64NVME.begin();
            hashing.update(content, 0, SIZE);
            var value = Base64.getEncoder().encodeToString(hashing.value());
            bucket.put(
                    "part-" + i,
                    content,
                    checksum.equals("CRC64NVME") ? put -> put.checksumCRC64NVME(value) : put -> {});
            objects.add(S3MockServer.shared().endpoint().resolve("/" + bucket.name() + "/app/part-" + i));
        }
        bucket.list();
        var keys = Map.of(
                "bucket", bucket.name(),
                "prefix", "app/",
                "region", S3MockServer.REGION,
                "endpoint", S3MockServer.shared().endpoint().toString(),
                "readers", Integer.toString(readers));
        return new LargeBucket(
                new BackupSource("benchmark", "s3", keys, Path.of("").toAbsolutePath()), objects);
    }
}

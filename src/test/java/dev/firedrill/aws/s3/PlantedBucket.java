package dev.firedrill.aws.s3;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.objects.PlantedStore;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A bucket of S3Mock with a few objects and their list below {@code app/}, into which tests plant faults. */
final class PlantedBucket {
    private final S3MockServer server = S3MockServer.shared();
    private final S3Client s3 = server.client();
    private final String bucket = "backups-" + UUID.randomUUID();
    private final Map<String, String> digests = new LinkedHashMap<>();
    private URI endpoint = server.endpoint();

    private PlantedBucket() {
        s3.createBucket(request -> request.bucket(bucket));
    }

    static PlantedBucket empty() {
        return new PlantedBucket();
    }

    /** Three dumps and a base backup, listed as sha256sum does. */
    static PlantedBucket whole() {
        return empty().ofObjects("dumps/wed night.sql");
    }

    /** Whose former versions are kept. S3Mock cannot list versions of names with blanks in the encoding of URLs. */
    static PlantedBucket versioned() {
        var bucket = empty();
        bucket.s3.putBucketVersioning(request -> request.bucket(bucket.bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        return bucket.ofObjects("dumps/wed.sql");
    }

    private PlantedBucket ofObjects(String third) {
        return put("dumps/mon.sql", "monday")
                .put("dumps/tue.sql", "tuesday")
                .put(third, "wednesday")
                .put("base/0001.tar", "x".repeat(100_000))
                .list();
    }

    String name() {
        return bucket;
    }

    S3Client client() {
        return s3;
    }

    PlantedBucket put(String name, String content) {
        return put(name, content.getBytes(StandardCharsets.UTF_8), request -> {});
    }

    PlantedBucket put(String name, byte[] content, Consumer<PutObjectRequest.Builder> more) {
        s3.putObject(
                request -> {
                    request.bucket(bucket).key("app/" + name);
                    more.accept(request);
                },
                RequestBody.fromBytes(content));
        digests.put(name, sha256(content));
        return this;
    }

    /** Uploads it in parts, the last of which may be small. */
    PlantedBucket putInParts(
            String name, byte[] content, int partSize, Consumer<CreateMultipartUploadRequest.Builder> more) {
        var key = "app/" + name;
        var begun = s3.createMultipartUpload(request -> {
            request.bucket(bucket).key(key);
            more.accept(request);
        });
        var parts = new ArrayList<CompletedPart>();
        for (int at = 0; at < content.length; at += partSize) {
            int number = parts.size() + 1;
            var bytes = java.util.Arrays.copyOfRange(content, at, Math.min(content.length, at + partSize));
            var part = s3.uploadPart(
                    request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(begun.uploadId())
                            .partNumber(number)
                            .checksumAlgorithm(begun.checksumAlgorithm()),
                    RequestBody.fromBytes(bytes));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(part.eTag())
                    .checksumSHA256(part.checksumSHA256())
                    .checksumSHA1(part.checksumSHA1())
                    .checksumCRC32(part.checksumCRC32())
                    .checksumCRC32C(part.checksumCRC32C())
                    .checksumCRC64NVME(part.checksumCRC64NVME())
                    .build());
        }
        s3.completeMultipartUpload(request -> request.bucket(bucket)
                .key(key)
                .uploadId(begun.uploadId())
                .checksumType(begun.checksumType())
                .multipartUpload(upload -> upload.parts(parts)));
        digests.put(name, sha256(content));
        return this;
    }

    /** The list names what was put. */
    PlantedBucket list() {
        return write("SHA256SUMS", listed());
    }

    String listed() {
        var lines = new StringBuilder();
        digests.forEach(
                (name, digest) -> lines.append(digest).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    /** The list is to say of an object what fits another content. */
    PlantedBucket listAs(String name, String content) {
        digests.put(name, sha256(content.getBytes(StandardCharsets.UTF_8)));
        return list();
    }

    /** Alters one byte of an object where S3Mock keeps it, behind its back: its ETag and all else stay as they are. */
    PlantedBucket rot(String content) throws IOException {
        try (var files = Files.walk(server.directory(bucket))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).equals(content)) {
                    var bytes = Files.readAllBytes(file);
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                    return this;
                }
            }
        }
        throw new AssertionError("no object has that content");
    }

    /** On no list. */
    PlantedBucket write(String name, String content) {
        s3.putObject(request -> request.bucket(bucket).key("app/" + name), RequestBody.fromString(content));
        return this;
    }

    PlantedBucket delete(String name) {
        s3.deleteObject(request -> request.bucket(bucket).key("app/" + name));
        return this;
    }

    /** Asks another server, which stands between. */
    PlantedBucket through(URI other) {
        endpoint = other;
        return this;
    }

    S3Store store() {
        return store(S3Store.WHOLE_PAGES);
    }

    S3Store store(int pageSize) {
        var target = new AwsTarget(S3MockServer.REGION, Optional.of(endpoint), Optional.empty(), Optional.empty());
        return new S3Store(new S3Place(bucket, "app/"), target, pageSize);
    }

    /** The value of {@code backup:}. */
    String backup(String more) {
        return "{type: s3, bucket: %s, prefix: app/, region: %s, endpoint: '%s'%s}"
                .formatted(bucket, S3MockServer.REGION, endpoint, more);
    }

    PlantedStore.Reading read(Path home) throws IOException {
        return PlantedStore.read(home, backup(""));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * What reading backups in buckets asks of S3, asked of a server that nobody here wrote: every request accepted, every answer
 * read. What moto 5.2.4 does otherwise than AWS, so that no test of it proves how Firedrill takes it:
 *
 * <ul>
 *   <li>Nothing is compared with the checksum that comes with it: a wrong one is kept, where the algorithm is named beside
 *       it, and forgotten where it is not.
 *   <li>The checksum of an object of parts is the right one, but without the number of its parts ({@code -2}) behind it;
 *       that it is composite is not said.
 *   <li>{@code GetObjectAttributes} dates its answer as no other does, and the SDK cannot read it.
 *   <li>Nobody is ever denied anything, so that denied and absent cannot be told apart here; archived can.
 *   <li>Any key is taken for one of KMS.
 * </ul>
 */
@NeedsTool(MotoServer.PROGRAM)
class S3OnMotoTest {
    private static final String BUCKET = "backups";
    private static final byte[] CONTENT = "what was backed up".getBytes(StandardCharsets.UTF_8);
    private static final int PART = 5 << 20;

    private static MotoServer moto;
    private static Administrator account;
    private static S3Client s3;

    @BeforeAll
    static void make_a_bucket(@TempDir Path directory) throws IOException {
        moto = MotoServer.start(directory);
        account = moto.administrator();
        s3 = account.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            account.close();
            moto.close();
        }
    }

    private static void put(String bucket, String key, byte[] content) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    private static HeadObjectResponse head(String key) {
        return s3.headObject(request -> request.bucket(BUCKET).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    private static byte[] digest(String algorithm, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sum(Checksum kind) {
        kind.update(CONTENT);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) kind.getValue()).array();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void objects_are_listed_in_pages_with_size_etag_and_storage_class() {
        for (int number = 1; number <= 7; number++) {
            put(BUCKET, "listed/" + number + " ü.bin", CONTENT);
        }
        var pages = s3.listObjectsV2Paginator(
                request -> request.bucket(BUCKET).prefix("listed/").maxKeys(3));

        assertThat(pages.stream().count()).isEqualTo(3);
        assertThat(pages.contents()).hasSize(7).allSatisfy(listed -> {
            assertThat(listed.key()).matches("listed/\\d ü.bin");
            assertThat(listed.size()).isEqualTo(CONTENT.length);
            assertThat(listed.eTag()).isEqualTo('"' + HexFormat.of().formatHex(digest("MD5", CONTENT)) + '"');
            assertThat(listed.storageClassAsString()).isEqualTo("STANDARD");
        });
    }

    @Test
    void a_part_of_an_object_is_read_by_its_range() throws IOException {
        put(BUCKET, "ranged", CONTENT);
        try (var part =
                s3.getObject(request -> request.bucket(BUCKET).key("ranged").range("bytes=5-7"))) {
            assertThat(part.response().contentRange()).isEqualTo("bytes 5-7/" + CONTENT.length);
            assertThat(part.readAllBytes()).isEqualTo("was".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void each_checksum_that_was_sent_comes_back() {
        for (var algorithm : new ChecksumAlgorithm[] {
            ChecksumAlgorithm.SHA256, ChecksumAlgorithm.SHA1, ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32_C
        }) {
            s3.putObject(
                    request -> request.bucket(BUCKET).key("summed-" + algorithm).checksumAlgorithm(algorithm),
                    RequestBody.fromBytes(CONTENT));
        }
        assertThat(head("summed-SHA256").checksumSHA256()).isEqualTo(base64(digest("SHA-256", CONTENT)));
        assertThat(head("summed-SHA1").checksumSHA1()).isEqualTo(base64(digest("SHA-1", CONTENT)));
        assertThat(head("summed-CRC32").checksumCRC32()).isEqualTo(base64(sum(new CRC32())));
        assertThat(head("summed-CRC32C").checksumCRC32C()).isEqualTo(base64(sum(new CRC32C())));
    }

    /** So a test can plant an object whose checksum is wrong, which S3 itself would not have taken. */
    @Test
    void a_checksum_is_kept_as_it_was_sent() {
        var wrong = base64(digest("SHA-256", new byte[1]));
        s3.putObject(
                request -> request.bucket(BUCKET)
                        .key("altered")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumSHA256(wrong),
                RequestBody.fromBytes(CONTENT));
        s3.putObject(
                request -> request.bucket(BUCKET)
                        .key("altered-64")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME)
                        .checksumCRC64NVME("AAAAAAAAAAE="),
                RequestBody.fromBytes(CONTENT));

        assertThat(head("altered").checksumSHA256()).isEqualTo(wrong);
        assertThat(head("altered-64").checksumCRC64NVME()).isEqualTo("AAAAAAAAAAE=");
    }

    @Test
    void an_object_of_parts_has_an_etag_and_a_checksum_of_parts() {
        var parts = new byte[][] {new byte[PART], CONTENT};
        var upload = s3.createMultipartUpload(
                request -> request.bucket(BUCKET).key("parts").checksumAlgorithm(ChecksumAlgorithm.SHA256));
        var done = new CompletedPart[parts.length];
        for (int number = 1; number <= parts.length; number++) {
            int one = number;
            var sent = s3.uploadPart(
                    request -> request.bucket(BUCKET)
                            .key("parts")
                            .uploadId(upload.uploadId())
                            .partNumber(one)
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                    RequestBody.fromBytes(parts[one - 1]));
            done[one - 1] = CompletedPart.builder()
                    .partNumber(one)
                    .eTag(sent.eTag())
                    .checksumSHA256(sent.checksumSHA256())
                    .build();
        }
        s3.completeMultipartUpload(request -> request.bucket(BUCKET)
                .key("parts")
                .uploadId(upload.uploadId())
                .multipartUpload(all -> all.parts(done)));
        var head = head("parts");
        assertThat(head.eTag())
                .isEqualTo('"'
                        + HexFormat.of().formatHex(digest("MD5", digest("MD5", parts[0]), digest("MD5", parts[1])))
                        + "-2\"");
        assertThat(head.checksumSHA256())
                .isEqualTo(base64(digest("SHA-256", digest("SHA-256", parts[0]), digest("SHA-256", parts[1]))));
        assertThat(head.checksumType()).isNull();
    }

    @Test
    void versions_and_marks_of_deletion_are_listed() {
        s3.createBucket(request -> request.bucket("versioned"));
        s3.putBucketVersioning(request -> request.bucket("versioned")
                .versioningConfiguration(settings -> settings.status(BucketVersioningStatus.ENABLED)));
        put("versioned", "daily", CONTENT);
        put("versioned", "daily", new byte[3]);
        s3.deleteObject(request -> request.bucket("versioned").key("daily"));
        var listed = s3.listObjectVersionsPaginator(request -> request.bucket("versioned"));

        assertThat(listed.versions()).extracting(ObjectVersion::size).containsExactly(3L, (long) CONTENT.length);
        assertThat(listed.versions()).noneMatch(ObjectVersion::isLatest);
        assertThat(listed.stream().flatMap(page -> page.deleteMarkers().stream()))
                .singleElement()
                .satisfies(mark -> assertThat(mark.isLatest()).isTrue());
        assertThat(s3.getBucketVersioning(request -> request.bucket("versioned"))
                        .status())
                .isEqualTo(BucketVersioningStatus.ENABLED);
        var oldest = listed.versions().stream().skip(1).findFirst().orElseThrow();
        assertThat(s3.getObjectAsBytes(request ->
                                request.bucket("versioned").key("daily").versionId(oldest.versionId()))
                        .asByteArray())
                .isEqualTo(CONTENT);
    }

    @Test
    void absent_denied_and_archived_are_told_apart() {
        s3.putObject(
                request -> request.bucket(BUCKET).key("archived").storageClass(StorageClass.GLACIER),
                RequestBody.fromBytes(CONTENT));
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("no-such-key")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(request -> request.bucket(BUCKET).key("no-such-key")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket("no-such-bucket")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(request -> request.bucket(BUCKET).key("archived")))
                .isInstanceOf(InvalidObjectStateException.class);
        assertThat(s3.listObjectsV2(request -> request.bucket(BUCKET).prefix("archived"))
                        .contents())
                .extracting(S3Object::storageClassAsString)
                .containsExactly("GLACIER");
    }

    @Test
    void encryption_and_locks_are_reported() {
        s3.createBucket(request -> request.bucket("locked").objectLockEnabledForBucket(true));
        s3.putObject(
                request -> request.bucket("locked")
                        .key("sealed")
                        .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                        .ssekmsKeyId("arn:aws:kms:us-east-1:123456789012:key/7"),
                RequestBody.fromBytes(CONTENT));
        var sealed = s3.headObject(request -> request.bucket("locked").key("sealed"));
        assertThat(sealed.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
        assertThat(sealed.ssekmsKeyId()).isEqualTo("arn:aws:kms:us-east-1:123456789012:key/7");
        assertThat(s3.getObjectLockConfiguration(request -> request.bucket("locked"))
                        .objectLockConfiguration()
                        .objectLockEnabledAsString())
                .isEqualTo("Enabled");
        assertThatThrownBy(() -> s3.getObjectLockConfiguration(request -> request.bucket(BUCKET)))
                .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("ObjectLockConfigurationNotFoundError"));
    }
}

package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3Mock says of an object is what we compute of it: nobody here wrote S3Mock. */
class S3DigestTest {
    private static final int PART = 5 << 20;
    private static final int REST = 12_345;
    private static final List<Long> WHOLE = List.of();
    private static final List<Long> PARTS = List.of((long) PART, (long) PART, (long) REST);

    private final byte[] content = new byte[2 * PART + REST];

    S3DigestTest() {
        new Random(7).nextBytes(content);
    }

    @Test
    void crc64nvme_has_the_value_that_its_catalogue_says() {
        var crc = new Crc64Nvme();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);
        assertThat(crc.getValue()).isEqualTo(0xae8b14860a799888L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 4_096, 99_999})
    void crc64nvme_is_the_same_in_whatever_portions_the_bytes_come(int portion) {
        var whole = new Crc64Nvme();
        whole.update(content, 0, 100_000);
        var portions = new Crc64Nvme();
        for (int at = 0; at < 100_000; at += portion) {
            portions.update(content, at, Math.min(portion, 100_000 - at));
        }
        assertThat(portions.getValue()).isEqualTo(whole.getValue());
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"SHA256", "SHA1", "CRC32", "CRC32_C"})
    void a_checksum_of_the_whole_object_is_computed_again(ChecksumAlgorithm algorithm) throws IOException {
        var bucket = PlantedBucket.empty().put("one", content, request -> request.checksumAlgorithm(algorithm));
        assertThat(computed(bucket, WHOLE)).isEqualTo(algorithm.toString().replace("SHA", "SHA-"));
    }

    @Test
    void a_crc64nvme_of_the_whole_object_is_what_the_mock_computes_too() throws IOException {
        var crc = S3Algorithm.CRC64NVME.begin();
        crc.update(content, 0, content.length);
        var value = Base64.getEncoder().encodeToString(crc.value());
        var bucket = PlantedBucket.empty().put("one", content, request -> request.checksumCRC64NVME(value));
        assertThat(computed(bucket, WHOLE)).isEqualTo("CRC64NVME");
        content[0] ^= 1;
        assertThatThrownBy(() -> bucket.put("one", content, request -> request.checksumCRC64NVME(value)))
                .isInstanceOf(S3Exception.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"SHA256", "SHA1", "CRC32", "CRC32_C"})
    void a_checksum_of_the_checksums_of_parts_is_computed_again(ChecksumAlgorithm algorithm) throws IOException {
        var bucket = PlantedBucket.empty()
                .putInParts("one", content, PART, request -> request.checksumAlgorithm(algorithm)
                        .checksumType(ChecksumType.COMPOSITE));
        assertThat(computed(bucket, PARTS)).isEqualTo(algorithm.toString().replace("SHA", "SHA-") + " of parts");
    }

    @Test
    void an_etag_of_parts_is_computed_again() throws IOException {
        var bucket = PlantedBucket.empty().putInParts("one", content, PART, request -> {});
        assertThat(computed(bucket, PARTS)).isEqualTo("ETag (MD5) of parts");
    }

    /** Computes the digest that S3Mock has, and shows that one byte makes a difference. */
    private String computed(PlantedBucket bucket, List<Long> sizes) throws IOException {
        var good = digest(bucket, sizes);
        feed(good, content);
        assertThat(good.mismatch()).isEmpty();
        var other = content.clone();
        other[other.length - 1] ^= 1;
        var bad = digest(bucket, sizes);
        feed(bad, other);
        assertThat(bad.mismatch()).hasValueSatisfying(text -> assertThat(text).contains(good.title(), ", S3 stored "));
        return good.title();
    }

    /** S3Mock does not tell the sizes of parts, which S3 does: they are known here. */
    private static S3Digest digest(PlantedBucket bucket, List<Long> sizes) throws IOException {
        var request = GetObjectRequest.builder()
                .bucket(bucket.name())
                .key("app/one")
                .checksumMode(ChecksumMode.ENABLED)
                .build();
        try (var found = bucket.client().getObject(request)) {
            found.abort();
            var choice = DigestChoice.of(found.response(), new S3Place(bucket.name(), "app/"))
                    .orElseThrow();
            assertThat(choice.parts()).isEqualTo(sizes.size());
            return choice.parts() == 0
                    ? S3Digest.ofWhole(choice.title(), choice.algorithm(), choice.stored())
                    : S3Digest.ofParts(choice.title(), choice.algorithm(), choice.stored(), PartSizes.known(sizes));
        }
    }

    private static void feed(S3Digest digest, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 777_777) {
            digest.update(bytes, at, Math.min(777_777, bytes.length - at));
        }
    }
}

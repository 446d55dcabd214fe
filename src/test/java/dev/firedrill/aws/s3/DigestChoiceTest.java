package dev.firedrill.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** What is no digest is not taken for one, and brings nothing down. */
class DigestChoiceTest {
    private static final String CRC = "y/Q5Jg==";
    private static final String ETAG = "0123456789abcdef0123456789abcdef";

    @Test
    void a_checksum_of_the_whole_needs_no_etag() {
        assertThat(choice(GetObjectResponse.builder().checksumCRC32(CRC)))
                .hasValueSatisfying(choice -> assertThat(choice.parts()).isZero());
    }

    @Test
    void a_checksum_of_parts_has_its_number_of_them_or_the_one_of_the_etag() {
        var composite = GetObjectResponse.builder().checksumType(ChecksumType.COMPOSITE);
        assertThat(choice(composite.checksumCRC32(CRC + "-4")))
                .hasValueSatisfying(choice -> assertThat(choice.parts()).isEqualTo(4));
        assertThat(choice(composite.checksumCRC32(CRC).eTag('"' + ETAG + "-3\"")))
                .hasValueSatisfying(choice -> assertThat(choice.parts()).isEqualTo(3));
    }

    @Test
    void a_checksum_of_parts_without_any_number_of_them_is_no_digest() {
        assertThat(choice(GetObjectResponse.builder()
                        .checksumType(ChecksumType.COMPOSITE)
                        .checksumCRC32(CRC)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "y/Q5Jg=", "=y/Q5Jg=", "y/Q5Jg==-0", "y/Q5Jg==-00000", "?"})
    void a_checksum_that_is_none_is_no_digest(String checksum) {
        assertThat(choice(GetObjectResponse.builder().checksumCRC32(checksum))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {ETAG + "-0", "0123", "?"})
    void an_etag_that_is_none_is_no_digest(String etag) {
        assertThat(choice(GetObjectResponse.builder().eTag('"' + etag + '"'))).isEmpty();
        assertThat(choice(GetObjectResponse.builder())).isEmpty();
    }

    private static Optional<DigestChoice> choice(GetObjectResponse.Builder response) {
        return DigestChoice.of(response.build(), new S3Place("bucket", "app/"));
    }
}

package dev.firedrill.aws.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.elasticache.model.ModifyReplicationGroupRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.Tagging;

/** Where no models are: what the SDK's own classes know. */
class SdkConstraintsTest {
    private static String violations(SdkPojo request) {
        return String.join(
                "; ",
                SdkConstraints.violatedBy(request).stream()
                        .map(Violation::toString)
                        .toList());
    }

    @Test
    void each_required_member_that_is_not_set_is_named() {
        assertThat(violations(
                        PutObjectTaggingRequest.builder().bucket("reports").build()))
                .isEqualTo("Key: expected a value: it is required, found nothing;"
                        + " Tagging: expected a value: it is required, found nothing");
    }

    @Test
    void also_within_a_member() {
        var tagging = Tagging.builder().build();
        assertThat(violations(PutObjectTaggingRequest.builder()
                        .bucket("reports")
                        .key("2026")
                        .tagging(tagging)
                        .build()))
                .isEqualTo("Tagging.TagSet: expected a value: it is required, found nothing");
    }

    @Test
    void a_value_that_its_enumeration_does_not_have_is_named() {
        assertThat(violations(ModifyReplicationGroupRequest.builder()
                        .transitEncryptionMode("sometimes")
                        .build()))
                .isEqualTo("TransitEncryptionMode: expected a value of TransitEncryptionMode, found [sometimes]");
        assertThat(violations(ModifyReplicationGroupRequest.builder()
                        .transitEncryptionMode("preferred")
                        .build()))
                .isEmpty();
    }

    @Test
    void also_one_of_a_list() {
        assertThat(violations(GetObjectAttributesRequest.builder()
                        .bucket("reports")
                        .key("2026")
                        .objectAttributesWithStrings("ETag", "Colour")
                        .build()))
                .isEqualTo("ObjectAttributes: expected a value of ObjectAttributes, found [[ETag, Colour]]");
    }

    @Test
    void it_is_said_that_the_classes_were_asked() {
        var request = ModifyReplicationGroupRequest.builder()
                .transitEncryptionMode("sometimes")
                .build();
        assertThatThrownBy(() -> new RequestValidation(Optional.empty())
                        .validate("ElastiCache", "ModifyReplicationGroup", request))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("ElastiCache:ModifyReplicationGroup is no valid request by the SDK's classes");
    }
}

package dev.firedrill.aws.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.moto.MotoServer;
import dev.firedrill.testing.NeedsTool;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/** What every client of every test has, since the SDK finds it by itself: nothing here asks for it. */
class RequestValidationTest {
    private final RecordingHttp http = new RecordingHttp();

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @Test
    void a_valid_request_is_sent() {
        client(RdsClient.builder()).describeDBInstances(request -> request.dbInstanceIdentifier("orders"));

        assertThat(http.sent()).isEqualTo(1);
        assertThat(RequestValidation.validated().values())
                .anyMatch(operations -> operations.contains("Rds:DescribeDBInstances"));
    }

    @Test
    void a_value_that_its_enumeration_does_not_have_is_refused() {
        assertThatThrownBy(() -> client(ElastiCacheClient.builder())
                        .modifyReplicationGroup(request ->
                                request.replicationGroupId("sessions").transitEncryptionMode("sometimes")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("ElastiCache:ModifyReplicationGroup is no valid request")
                .hasMessageContaining("TransitEncryptionMode: expected ")
                .hasMessageContaining("found [sometimes]");
        assertThat(http.sent()).isZero();
    }

    @Test
    @NeedsTool(MotoServer.PROGRAM)
    void a_request_without_a_required_member_is_refused() {
        assertThatThrownBy(() -> client(RdsClient.builder())
                        .restoreDBInstanceFromDBSnapshot(request -> request.dbSnapshotIdentifier("orders-1")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("Rds:RestoreDBInstanceFromDBSnapshot is no valid request by botocore ")
                .hasMessageContaining("  DBInstanceIdentifier: expected a value: it is required, found nothing");
        assertThat(http.sent()).isZero();
    }

    @Test
    @NeedsTool(MotoServer.PROGRAM)
    void a_value_that_is_too_long_is_refused() {
        assertThatThrownBy(() -> client(StsClient.builder())
                        .assumeRole(request -> request.roleArn("arn:aws:iam::111122223333:role/restore")
                                .roleSessionName("s".repeat(65))))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("RoleSessionName: expected a length of at least 2 and of at most 64, found 65");
        assertThat(http.sent()).isZero();
    }

    @Test
    @NeedsTool(MotoServer.PROGRAM)
    void a_value_that_does_not_match_its_pattern_is_refused() {
        assertThatThrownBy(() -> client(StsClient.builder())
                        .assumeRole(request -> request.roleArn("arn:aws:iam::111122223333:role/restore")
                                .roleSessionName("fire drill")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("RoleSessionName: expected the pattern [\\w+=,.@-]*, found [fire drill]");
        assertThat(http.sent()).isZero();
    }

    @Test
    @NeedsTool(MotoServer.PROGRAM)
    void a_number_out_of_its_range_is_refused() {
        assertThatThrownBy(() -> client(Ec2Client.builder()).describeSubnets(request -> request.maxResults(2)))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("MaxResults: expected a number of at least 5 and of at most 1000, found 2");
        assertThat(http.sent()).isZero();
    }

    @Test
    @NeedsTool(MotoServer.PROGRAM)
    void a_member_that_is_required_within_a_list_is_named_with_its_place() {
        assertThatThrownBy(() -> client(StsClient.builder())
                        .assumeRole(request -> request.roleArn("arn:aws:iam::111122223333:role/restore")
                                .roleSessionName("firedrill")
                                .tags(List.of(
                                        Tag.builder().key("run").value("7").build(),
                                        Tag.builder().key("owner").build()))))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("Tags[1].Value: expected a value: it is required, found nothing")
                .hasMessageNotContaining("Tags[0]");
        assertThat(http.sent()).isZero();
    }

    /** Where a class of the SDK knows that a member is required, it refuses by itself. */
    @Test
    void a_required_member_that_the_sdk_knows_of_is_refused_before_that() {
        assertThatThrownBy(() -> client(S3Client.builder())
                        .putObjectTagging(request -> request.bucket("reports").key("2026/11.html")))
                .isInstanceOf(SdkClientException.class);
        assertThat(http.sent()).isZero();
    }

    @Test
    void what_may_be_a_secret_is_not_shown() {
        assertThat(Violation.of("MasterUserPassword", false, "the pattern [a-z]*", "Hunter2"))
                .hasToString("MasterUserPassword: expected the pattern [a-z]*, found a hidden value of 7 characters");
        assertThat(Violation.of("Value", true, "the pattern [a-z]*", "Hunter2").toString())
                .doesNotContain("Hunter2");
    }

    @Test
    void nonsense_that_is_sent_on_purpose_is_left_alone() {
        client(ElastiCacheClient.builder()).modifyReplicationGroup(request -> request.transitEncryptionMode("sometimes")
                .overrideConfiguration(settings -> settings.putExecutionAttribute(RequestValidation.LEFT_OUT, true)));

        assertThat(http.sent()).isEqualTo(1);
    }
}

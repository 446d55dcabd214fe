package dev.firedrill.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.InputStream;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.rds.model.RdsException;

class AwsFaultTest {
    private static final String TOKEN = "IQoJb3JpZ2luX2VjEJr".repeat(8);

    @ParameterizedTest
    @CsvSource({
        "ExpiredToken, 403, EXPIRED",
        "RequestExpired, 400, EXPIRED",
        "InvalidClientTokenId, 403, REJECTED",
        "SignatureDoesNotMatch, 403, REJECTED",
        "RequestTimeTooSkewed, 403, CLOCK",
        "AccessDenied, 403, DENIED",
        "UnauthorizedOperation, 403, DENIED",
        "'', 403, DENIED",
        "Throttling, 400, THROTTLED",
        "SlowDown, 503, THROTTLED",
        "DBSnapshotNotFound, 404, ABSENT",
        "NoSuchKey, 404, ABSENT",
        "ReplicationGroupNotFoundFault, 400, ABSENT",
        "InternalFailure, 500, BROKEN",
        "InvalidParameterValue, 400, OTHER",
    })
    void an_answer_is_understood_by_its_code(String code, int status, FaultKind kind) {
        assertThat(AwsFault.of(answer(code, status, "no")).kind()).isEqualTo(kind);
    }

    @Test
    void a_signature_that_is_refused_for_its_time_is_a_matter_of_the_clock() {
        var skewed = answer("SignatureDoesNotMatch", 403, "Signature expired: 20261130T1200Z is now earlier than ...");

        assertThat(AwsFault.of(skewed).inconclusive("listing snapshots"))
                .hasMessageContainingAll("the clock of this host is wrong", "NTP");
    }

    @Test
    void a_denial_names_the_action_and_who_asked() {
        var denied = answer(
                "AccessDenied",
                403,
                "User: arn:aws:sts::1:assumed-role/drill/me is not authorized to perform: rds:DescribeDBSnapshots on"
                        + " resource: arn:aws:rds:us-east-1:1:snapshot:*");

        assertThat(AwsFault.of(denied).inconclusive("listing the snapshots of orders"))
                .hasMessageStartingWith("INCONCLUSIVE  listing the snapshots of orders: permission was denied")
                .hasMessageContainingAll(
                        "rds:DescribeDBSnapshots to arn:aws:sts::1:assumed-role/drill/me",
                        "Remedy: allow that action",
                        "docs/iam-policy.json");
    }

    @Test
    void what_the_client_itself_met_is_understood() {
        assertThat(kindOf("Unable to load credentials from any of the providers in the chain", null))
                .isEqualTo(FaultKind.NO_CREDENTIALS);
        assertThat(kindOf("The SSO session has expired or is otherwise invalid", null))
                .isEqualTo(FaultKind.EXPIRED);
        assertThat(kindOf("Unable to execute HTTP request", new ConnectException("refused")))
                .isEqualTo(FaultKind.UNREACHABLE);
        assertThat(AwsFault.of(ApiCallTimeoutException.create(1)).kind()).isEqualTo(FaultKind.TIMEOUT);
        assertThat(kindOf("something else", null)).isEqualTo(FaultKind.OTHER);
    }

    @Test
    void a_profile_without_credentials_is_said_in_few_words() {
        var profile = ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.builder()
                        .content(InputStream.nullInputStream())
                        .type(ProfileFile.Type.CREDENTIALS)
                        .build())
                .profileName("restore")
                .build();

        assertThatThrownBy(profile::resolveCredentials)
                .asInstanceOf(type(SdkException.class))
                .extracting(failure -> AwsFault.of(failure).inconclusive("listing snapshots"))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("no credentials were found", "for profile 'restore')\n", "AWS_PROFILE")
                .doesNotContain("ProfileFile(");
    }

    @Test
    void no_secret_that_aws_repeats_is_repeated() {
        var repeated = answer(
                "SignatureDoesNotMatch",
                403,
                "AKIAIOSFODNN7EXAMPLE: x-amz-security-token:" + TOKEN + "\nx-amz-security-token:" + TOKEN);

        assertThat(AwsFault.of(repeated).inconclusive("listing snapshots"))
                .hasMessageNotContainingAny(TOKEN, "AKIAIOSFODNN7EXAMPLE")
                .hasMessageContaining("SignatureDoesNotMatch")
                .hasNoCause();
        assertThat(AwsFault.of(answer("AccessDenied", 403, "no")).inconclusive("listing snapshots"))
                .hasCauseInstanceOf(RdsException.class);
    }

    @Test
    void no_secret_of_an_error_that_was_suppressed_is_shown_by_a_stack_trace() {
        var closing = new IllegalStateException("closing");
        closing.addSuppressed(new IllegalStateException("x-amz-security-token:" + TOKEN));
        var failure = SdkClientException.create("broken", new IllegalStateException("reading"));
        failure.getCause().addSuppressed(closing);
        closing.addSuppressed(failure);

        assertThat(AwsFault.of(failure).inconclusive("listing snapshots")).hasNoCause();
    }

    private static FaultKind kindOf(String message, Throwable cause) {
        return AwsFault.of(SdkClientException.create(message, cause)).kind();
    }

    private static SdkException answer(String code, int status, String message) {
        return (SdkException) RdsException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}

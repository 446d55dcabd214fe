package dev.firedrill.aws.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** The kinds of errors that a user meets with AWS. */
public enum FaultKind {
    NO_CREDENTIALS(
            "no credentials were found",
            "log in (aws sso login, aws configure), set AWS_PROFILE, or name a profile: under backup:"),
    EXPIRED(
            "the credentials have expired",
            "renew them (aws sso login), or let Firedrill assume a role: that is renewed"),
    REJECTED(
            "AWS does not know these credentials",
            "see which ones are found first: the environment comes before profiles; then correct them"),
    CLOCK("the clock of this host is wrong", "let it be set by NTP: AWS refuses requests that are minutes off"),
    DENIED(
            "permission was denied",
            "allow that action to Firedrill's role; docs/iam-policy.json lists all that it needs"),
    THROTTLED("AWS asked for patience, and went on asking", "run fewer restores at once, or try later"),
    ABSENT("it is not there", "correct its name or the region, or find out who removed it"),
    TIMEOUT("no answer came in time", "try again; if it stays so, look at the network between this host and AWS"),
    UNREACHABLE(
            "AWS could not be reached",
            "look at region:, endpoint:, name resolution, proxy and routes of this host, then at the service's state"),
    BROKEN("AWS could not answer", "try again; if it stays so, look at the service's state"),
    OTHER("AWS refused", "see what it says");

    private static final Map<String, FaultKind> CODES = Map.ofEntries(
            Map.entry("ExpiredToken", EXPIRED),
            Map.entry("ExpiredTokenException", EXPIRED),
            Map.entry("RequestExpired", EXPIRED),
            Map.entry("TokenRefreshRequired", EXPIRED),
            Map.entry("InvalidClientTokenId", REJECTED),
            Map.entry("UnrecognizedClientException", REJECTED),
            Map.entry("InvalidAccessKeyId", REJECTED),
            Map.entry("InvalidToken", REJECTED),
            Map.entry("AuthFailure", REJECTED),
            Map.entry("SignatureDoesNotMatch", REJECTED),
            Map.entry("InvalidSignatureException", REJECTED),
            Map.entry("AccessDenied", DENIED),
            Map.entry("AccessDeniedException", DENIED),
            Map.entry("UnauthorizedOperation", DENIED),
            Map.entry("AllAccessDisabled", DENIED),
            Map.entry("KMSKeyNotAccessibleFault", DENIED),
            Map.entry("NoSuchKey", ABSENT),
            Map.entry("NoSuchBucket", ABSENT),
            Map.entry("NoSuchVersion", ABSENT),
            Map.entry("ResourceNotFoundException", ABSENT));

    private static final Set<String> SKEWED = Set.of("RequestTimeTooSkewed", "RequestInTheFuture");
    private static final List<String> WITHOUT =
            List.of("Unable to load credentials", "Profile file contained no credentials");

    private final String meaning;
    private final String remedy;

    FaultKind(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    String meaning() {
        return meaning;
    }

    String remedy() {
        return remedy;
    }

    static FaultKind of(SdkException failure) {
        return failure instanceof AwsServiceException answer ? ofAnswer(answer) : ofClient(failure);
    }

    private static FaultKind ofAnswer(AwsServiceException answer) {
        var details = answer.awsErrorDetails();
        var code = details == null || details.errorCode() == null ? "" : details.errorCode();
        if (isSkewed(code, details)) {
            return CLOCK;
        }
        if (answer.isThrottlingException()) {
            return THROTTLED;
        }
        return CODES.containsKey(code) ? CODES.get(code) : byStatus(code, answer.statusCode());
    }

    private static boolean isSkewed(String code, AwsErrorDetails details) {
        var text = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        return SKEWED.contains(code)
                || text.startsWith("Signature expired")
                || text.startsWith("Signature not yet current");
    }

    private static FaultKind byStatus(String code, int status) {
        if (status == 404 || code.endsWith("NotFound") || code.endsWith("NotFoundFault")) {
            return ABSENT;
        }
        if (status == 401 || status == 403) {
            return DENIED;
        }
        return status >= 500 ? BROKEN : OTHER;
    }

    private static FaultKind ofClient(SdkException failure) {
        if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException) {
            return TIMEOUT;
        }
        var text = String.valueOf(failure.getMessage());
        if (WITHOUT.stream().anyMatch(text::contains)) {
            return NO_CREDENTIALS;
        }
        if (text.contains("expired")) {
            return EXPIRED;
        }
        boolean wire = Stream.<Throwable>iterate(failure, it -> it != null, Throwable::getCause)
                .anyMatch(IOException.class::isInstance);
        return wire ? UNREACHABLE : OTHER;
    }
}

package dev.firedrill.aws.s3;

import dev.firedrill.store.ReadRefused;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why S3 did not do what it was asked to, told apart: what is wrong with the backup, and what merely stands in the way.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param code as S3 names it; of a class of exceptions if there was no answer
 */
record S3Refusal(int status, String code, String message, String region, SdkException cause) {
    private static final String ARCHIVED = "InvalidObjectState";
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired");
    private static final Set<String> THROTTLED =
            Set.of("SlowDown", "ServiceUnavailable", "RequestLimitExceeded", "Throttling", "TooManyRequests");

    static S3Refusal of(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            var details = answer.awsErrorDetails();
            var code = details == null || details.errorCode() == null
                    ? "HTTP " + answer.statusCode()
                    : details.errorCode();
            var message = details == null || details.errorMessage() == null ? "" : ": " + details.errorMessage();
            return new S3Refusal(answer.statusCode(), code, message, region(answer), e);
        }
        return new S3Refusal(0, e.getClass().getSimpleName(), ": " + e.getMessage(), "", e);
    }

    private static String region(AwsServiceException answer) {
        var response = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().sdkHttpResponse();
        return response == null
                ? ""
                : response.firstMatchingHeader("x-amz-bucket-region").orElse("");
    }

    boolean isDenied() {
        return status == 403 && !CREDENTIALS.contains(code) && !code.equals(ARCHIVED);
    }

    /** Whether other questions may be answered all the same. */
    boolean isOfOneQuestion() {
        return isDenied() || status == 501 || status == 405;
    }

    private boolean isThrottled() {
        return status == 429 || status == 503 || THROTTLED.contains(code);
    }

    /**
     * Of a listing.
     *
     * @throws BackupUnusable if there is no such bucket
     */
    Inconclusive ofListing(S3Place place) {
        if (code.equals("NoSuchBucket")) {
            throw new BackupUnusable("the bucket " + place.bucket()
                    + " does not exist: expecting one with the objects\n  Remedy: correct bucket: in firedrill.yaml");
        }
        return new Inconclusive("cannot list " + place.location() + ": " + reason("s3:ListBucket"), cause);
    }

    /** Of one object. */
    IOException ofReading() {
        if (status == 412) {
            return refused(ReadRefused.Reason.CHANGED, "replaced since it was listed");
        }
        if (status == 404 && !code.equals("NoSuchBucket")) {
            return refused(ReadRefused.Reason.CHANGED, "deleted since it was listed");
        }
        if (code.equals(ARCHIVED)) {
            return refused(ReadRefused.Reason.ARCHIVED, "it is in an archive" + message);
        }
        return new IOException(reason("s3:GetObject, and kms:Decrypt where KMS encrypts"), cause);
    }

    private ReadRefused refused(ReadRefused.Reason reason, String words) {
        return new ReadRefused(reason, words, cause);
    }

    private String reason(String permission) {
        if (isDenied()) {
            return "no permission (" + code + message + ")\n  Remedy: allow " + permission;
        }
        if (CREDENTIALS.contains(code)) {
            return "the credentials are refused (" + code + message + ")\n  Remedy: renew them, or correct profile:";
        }
        if (isThrottled()) {
            return "S3 throttles (" + code + "), also after retries\n  Remedy: run the checks again, or lower readers:";
        }
        if (status == 301 || code.equals("AuthorizationHeaderMalformed")) {
            return "the bucket lies in another region (" + code + ")\n  Remedy: write region: "
                    + (region.isEmpty() ? "as the bucket has it" : region);
        }
        return code + message;
    }
}

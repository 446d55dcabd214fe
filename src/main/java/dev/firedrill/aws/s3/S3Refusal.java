package dev.firedrill.aws.s3;

import dev.firedrill.aws.client.SaidByAws;
import dev.firedrill.store.ReadRefused;
import dev.firedrill.store.StoredObject;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why S3 did not do what it was asked to, told apart: what is wrong with the backup, and what merely stands in the way.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param code as S3 names it; of a class of exceptions if there was no answer
 * @param said all that was said, the code first, without what nobody else may read
 * @param region of the bucket; empty if it was not said
 * @param cause null if it has what nobody else may read
 */
record S3Refusal(int status, String code, String said, String region, SdkException cause) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z.]{0,49}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]{2,12}){1,3}-[0-9]{1,2}");
    private static final String ARCHIVED = "InvalidObjectState";
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired");
    private static final Set<String> THROTTLED =
            Set.of("SlowDown", "ServiceUnavailable", "RequestLimitExceeded", "Throttling", "TooManyRequests");

    static S3Refusal of(SdkException e) {
        var said = SaidByAws.of(e);
        var shown = SaidByAws.isHarmless(e) ? e : null;
        if (e instanceof AwsServiceException answer) {
            var code = Optional.ofNullable(answer.awsErrorDetails())
                    .map(AwsErrorDetails::errorCode)
                    .filter(it -> CODE.matcher(it).matches())
                    .orElse("HTTP " + answer.statusCode());
            return new S3Refusal(answer.statusCode(), code, said, region(answer), shown);
        }
        var kind = e.getClass().getSimpleName();
        return new S3Refusal(0, kind, kind + ": " + said, "", shown);
    }

    private static String region(AwsServiceException answer) {
        var response = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().sdkHttpResponse();
        return response == null
                ? ""
                : response.firstMatchingHeader("x-amz-bucket-region")
                        .filter(it -> REGION.matcher(it).matches())
                        .orElse("");
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

    /** Of the listing of one object. */
    IOException ofLooking() {
        return new IOException(reason("s3:ListBucket"), cause);
    }

    /** Of the content of one object. */
    IOException ofReading(StoredObject seen) {
        if (status == 412) {
            return refused(ReadRefused.Reason.CHANGED, "replaced since it was listed");
        }
        if (status == 404 && !code.equals("NoSuchBucket")) {
            return refused(ReadRefused.Reason.CHANGED, "deleted since it was listed");
        }
        if (code.equals(ARCHIVED)) {
            return refused(ReadRefused.Reason.ARCHIVED, "it is in an archive (" + said + ")");
        }
        boolean pinned = PinnedVersion.parse(seen.version()).idOrNull() != null;
        var why = reason((pinned ? "s3:GetObjectVersion" : "s3:GetObject") + ", and kms:Decrypt where KMS encrypts");
        return isDenied() ? refused(ReadRefused.Reason.DENIED, why) : new IOException(why, cause);
    }

    private ReadRefused refused(ReadRefused.Reason reason, String words) {
        return new ReadRefused(reason, words, cause);
    }

    private String reason(String permission) {
        if (isDenied()) {
            return "no permission (" + said + ")\n  Remedy: allow " + permission;
        }
        if (CREDENTIALS.contains(code)) {
            return "the credentials are refused (" + said + ")\n  Remedy: renew them, or correct profile:";
        }
        if (isThrottled()) {
            return "S3 throttles (" + code + "), also after retries\n  Remedy: run the checks again, or lower readers:";
        }
        if (status == 301 || code.equals("AuthorizationHeaderMalformed")) {
            return "the bucket lies in another region (" + code + ")\n  Remedy: write region: "
                    + (region.isEmpty() ? "as the bucket has it" : region);
        }
        return said;
    }
}

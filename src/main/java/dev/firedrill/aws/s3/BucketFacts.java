package dev.firedrill.aws.s3;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What protects the objects of a bucket from being overwritten or deleted. Who may not ask for it may still read objects:
 * it is said, and no more.
 *
 * @param versioned whether versions are kept, or were once
 */
record BucketFacts(boolean versioned, String versioning, String lock) {
    private static final String NOT_TOLD = "cannot be told (%s)";

    static BucketFacts of(S3Client client, String bucket) {
        var lock = "object lock: " + lock(client, bucket);
        try {
            var status = client.getBucketVersioning(request -> request.bucket(bucket))
                    .status();
            return new BucketFacts(status != null, "versioning: " + words(status), lock);
        } catch (S3Exception e) {
            var refusal = S3Refusal.of(e);
            if (!refusal.isOfOneQuestion()) {
                throw e;
            }
            return new BucketFacts(false, "versioning: " + NOT_TOLD.formatted(refusal.code()), lock);
        }
    }

    private static String words(BucketVersioningStatus status) {
        if (status == null) {
            return "off, so that whoever overwrites or deletes an object destroys it";
        }
        return status == BucketVersioningStatus.ENABLED ? "on" : "suspended";
    }

    private static String lock(S3Client client, String bucket) {
        try {
            var found = client.getObjectLockConfiguration(request -> request.bucket(bucket))
                    .objectLockConfiguration();
            return Optional.ofNullable(found)
                    .filter(lock -> lock.objectLockEnabled() == ObjectLockEnabled.ENABLED)
                    .map(BucketFacts::retention)
                    .orElse("none");
        } catch (S3Exception e) {
            var code = S3Refusal.of(e).code();
            // AWS names its own error; the other is what its imitations say.
            return List.of("ObjectLockConfigurationNotFoundError", "InvalidRequest")
                            .contains(code)
                    ? "none"
                    : NOT_TOLD.formatted(code);
        }
    }

    private static String retention(ObjectLockConfiguration lock) {
        var rule = lock.rule() == null ? null : lock.rule().defaultRetention();
        if (rule == null) {
            return "on, with no retention by default";
        }
        return "on, %s for %s by default"
                .formatted(rule.modeAsString(), rule.days() != null ? rule.days() + " days" : rule.years() + " years");
    }

    List<String> notes() {
        return List.of(versioning, lock);
    }
}

package dev.firedrill.aws.s3;

import dev.firedrill.rules.Numbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** Counts what the objects that were opened are protected by: digests, encryption, locks. */
final class ReadingTally {
    private final Map<String, Integer> digests = new TreeMap<>();
    private final Map<String, Integer> encryption = new TreeMap<>();
    private int opened;
    private int locked;
    private Instant lockedUntil = Instant.MAX;

    synchronized void opened(GetObjectResponse object, Optional<S3Digest> digest) {
        opened++;
        digests.merge(digest.map(S3Digest::title).orElse("none that can be computed again"), 1, Integer::sum);
        encryption.merge(encryption(object), 1, Integer::sum);
        if (object.objectLockRetainUntilDate() != null) {
            locked++;
            var until = object.objectLockRetainUntilDate();
            lockedUntil = until.isBefore(lockedUntil) ? until : lockedUntil;
        }
    }

    private static String encryption(GetObjectResponse object) {
        if (object.sseCustomerAlgorithm() != null) {
            return "encrypted by a key of the customer (SSE-C)";
        }
        var by = object.serverSideEncryption();
        if (by == null) {
            return "not encrypted, as far as S3 says";
        }
        if (by == ServerSideEncryption.AES256) {
            return "encrypted by a key of S3 (SSE-S3)";
        }
        return "encrypted by KMS (%s, key %s), so that ETags are no digests".formatted(by, object.ssekmsKeyId());
    }

    synchronized List<String> notes() {
        var notes = new ArrayList<String>();
        digests.forEach(
                (title, count) -> notes.add(Numbers.text(count, "object") + ": digest that S3 keeps: " + title));
        encryption.forEach((how, count) -> notes.add(Numbers.text(count, "object") + ": " + how));
        if (locked > 0) {
            notes.add("locked: %s of %s that were read, the first until %s"
                    .formatted(Numbers.text(locked), Numbers.text(opened, "object"), lockedUntil));
        }
        return notes;
    }
}

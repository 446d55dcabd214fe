package dev.firedrill.aws.s3;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Which of the digests that S3 names with an object can be computed again from its bytes: a checksum before the ETag,
 * which is an MD5 only of what KMS and keys of the customer did not encrypt.
 *
 * @param parts how many parts it is composed of; 0 if it is of the whole object
 */
record DigestChoice(String title, S3Algorithm algorithm, byte[] stored, int parts) {
    private static final Pattern CHECKSUM = Pattern.compile("([A-Za-z0-9+/=]+)(?:-(\\d{1,5}))?");
    private static final Pattern ETAG = Pattern.compile("([0-9a-f]{32})(?:-(\\d{1,5}))?");

    /** Empty if there is none. */
    static Optional<DigestChoice> of(GetObjectResponse response, S3Place place) {
        for (var algorithm : S3Algorithm.values()) {
            var stored = algorithm.storedIn(response);
            if (stored != null) {
                return ofChecksum(algorithm, stored, response);
            }
        }
        return place.isExpress() || isEncryptedByKey(response) ? Optional.empty() : ofEtag(response.eTag());
    }

    private static Optional<DigestChoice> ofChecksum(S3Algorithm algorithm, String stored, GetObjectResponse response) {
        var value = CHECKSUM.matcher(stored);
        if (!value.matches()) {
            return Optional.empty();
        }
        boolean composite = value.group(2) != null || response.checksumType() == ChecksumType.COMPOSITE;
        var parts = value.group(2) != null ? value.group(2) : composite ? partsOf(response.eTag()) : null;
        try {
            return of(algorithm.toString(), algorithm, Base64.getDecoder().decode(value.group(1)), parts);
        } catch (IllegalArgumentException e) {
            // No Base64: nothing can be compared with it.
            return Optional.empty();
        }
    }

    /**
     * None of what is of no parts: whatever is computed would differ, though nothing was altered.
     *
     * @param parts null if it is of the whole object
     */
    private static Optional<DigestChoice> of(String title, S3Algorithm algorithm, byte[] stored, String parts) {
        if (parts == null) {
            return Optional.of(new DigestChoice(title, algorithm, stored, 0));
        }
        int count = Integer.parseInt(parts);
        return count > 0 ? Optional.of(new DigestChoice(title, algorithm, stored, count)) : Optional.empty();
    }

    private static String partsOf(String etag) {
        if (etag == null) {
            return "0";
        }
        var value = ETAG.matcher(etag.replace("\"", ""));
        return value.matches() && value.group(2) != null ? value.group(2) : "1";
    }

    private static Optional<DigestChoice> ofEtag(String etag) {
        var value = ETAG.matcher(etag == null ? "" : etag.replace("\"", ""));
        if (!value.matches()) {
            return Optional.empty();
        }
        return of("ETag (MD5)", S3Algorithm.MD5, HexFormat.of().parseHex(value.group(1)), value.group(2));
    }

    private static boolean isEncryptedByKey(GetObjectResponse response) {
        var encryption = response.serverSideEncryption();
        return response.sseCustomerAlgorithm() != null
                || encryption != null && encryption != ServerSideEncryption.AES256;
    }

    /** Begins to compute it; empty if the sizes of its parts are not told. */
    Optional<S3Digest> begin(ObjectRequest object, long size) {
        return parts == 0
                ? Optional.of(S3Digest.ofWhole(title, algorithm, stored))
                : PartSizes.of(object, parts, size).map(sizes -> S3Digest.ofParts(title, algorithm, stored, sizes));
    }
}

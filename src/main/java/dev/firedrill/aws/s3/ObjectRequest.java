package dev.firedrill.aws.s3;

import dev.firedrill.store.ReadRefused;
import dev.firedrill.store.StoredObject;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.ChecksumValidation;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;

/** Asks for one object, always in the version that was seen. */
record ObjectRequest(S3Client client, S3Place place, StoredObject seen) {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+)");

    private String key() {
        return place.key(seen.name());
    }

    private PinnedVersion version() {
        return PinnedVersion.parse(seen.version());
    }

    /**
     * Its content from an offset on. The SDK would compute digests, too: here that is done once, and not left out for parts.
     *
     * @throws ReadRefused if what is answered is not what was seen: a proxy or an imitation may not heed what was asked for
     */
    ResponseInputStream<GetObjectResponse> from(long offset) throws IOException {
        var request = GetObjectRequest.builder()
                .bucket(place.bucket())
                .key(key())
                .versionId(version().idOrNull())
                .ifMatch(version().etag())
                .range(offset > 0 ? "bytes=" + offset + "-" : null)
                .checksumMode(ChecksumMode.ENABLED)
                .overrideConfiguration(settings -> settings.putExecutionAttribute(
                        SdkExecutionAttribute.HTTP_RESPONSE_CHECKSUM_VALIDATION, ChecksumValidation.FORCE_SKIP))
                .build();
        var content = client.getObject(request);
        try {
            requirePinned(content.response());
            if (offset > 0) {
                requireRange(content.response().contentRange(), offset);
            }
            return content;
        } catch (IOException | RuntimeException e) {
            content.abort();
            throw e;
        }
    }

    private void requirePinned(GetObjectResponse response) throws ReadRefused {
        var pin = version();
        var etag = String.valueOf(response.eTag());
        if (!new PinnedVersion(etag, "").bareEtag().equals(pin.bareEtag())) {
            throw changed("the ETag " + etag + ", listed " + pin.etag());
        }
        // S3 need not name the version of what was stored before versions were kept.
        var id = Optional.ofNullable(response.versionId()).orElse("null");
        if (!pin.id().isEmpty() && !pin.id().equals(id)) {
            throw changed("the version " + id + ", listed " + pin.id());
        }
    }

    private void requireRange(String range, long offset) throws IOException {
        var parts = RANGE.matcher(range == null ? "" : range);
        if (!parts.matches() || !parts.group(1).equals(Long.toString(offset))) {
            throw new IOException("asked for the bytes from %,d on, and got %s"
                    .formatted(offset, range == null ? "the whole object" : range));
        }
        if (!parts.group(2).equals(Long.toString(seen.size()))) {
            throw changed("%s bytes in all, listed %d".formatted(parts.group(2), seen.size()));
        }
    }

    private static ReadRefused changed(String what) {
        return new ReadRefused(
                ReadRefused.Reason.CHANGED, "another object than the one that was listed was answered: " + what, null);
    }

    /** What S3 knows of its parts after one of them; a page. */
    GetObjectAttributesResponse parts(Integer after) {
        return client.getObjectAttributes(GetObjectAttributesRequest.builder()
                .bucket(place.bucket())
                .key(key())
                .versionId(version().idOrNull())
                .objectAttributes(ObjectAttributes.E_TAG, ObjectAttributes.OBJECT_PARTS)
                .partNumberMarker(after)
                .build());
    }

    /** One part of it, from 1; its length is the response's. */
    HeadObjectResponse part(int number) {
        return client.headObject(HeadObjectRequest.builder()
                .bucket(place.bucket())
                .key(key())
                .versionId(version().idOrNull())
                .ifMatch(version().etag())
                .partNumber(number)
                .build());
    }
}

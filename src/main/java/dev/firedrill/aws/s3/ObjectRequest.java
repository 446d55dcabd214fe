package dev.firedrill.aws.s3;

import dev.firedrill.store.StoredObject;
import java.io.IOException;
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
    private String key() {
        return place.key(seen.name());
    }

    private PinnedVersion version() {
        return PinnedVersion.parse(seen.version());
    }

    /** Its content from an offset on. The SDK would compute digests, too: here that is done once, and not left out for parts. */
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
        var range = content.response().contentRange();
        if (offset > 0 && (range == null || !range.startsWith("bytes " + offset + "-"))) {
            content.abort();
            throw new IOException("asked for the bytes from %,d on, and got %s"
                    .formatted(offset, range == null ? "the whole object" : range));
        }
        return content;
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

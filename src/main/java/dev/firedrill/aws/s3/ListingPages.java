package dev.firedrill.aws.s3;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Lists all pages of a prefix, or none: what fails on any page ends it. Keys are asked for in the encoding of URLs, since
 * XML cannot hold all characters that they may have. The SDK's paginators are not used: they end, or begin again, where a
 * page does not say how to go on.
 */
record ListingPages(S3Client client, S3Place place, BucketFacts facts, int pageSize) {
    /**
     * @throws SdkException if a page cannot be had
     * @throws dev.firedrill.verdict.Inconclusive if a page does not say whether and where the next one begins
     */
    S3Listing all() {
        return of(place.prefix(), pageSize, false);
    }

    /** The object of one key; and what else begins like it, as far as the first page has it. */
    S3Listing only(String key) {
        return of(key, 1, true);
    }

    private S3Listing of(String prefix, int size, boolean firstPage) {
        var listing = new S3Listing(place);
        if (facts.versioned()) {
            try {
                versions(listing, prefix, size, firstPage);
                return listing;
            } catch (S3Exception e) {
                if (!S3Refusal.of(e).isDenied()) {
                    throw e;
                }
            }
            listing = new S3Listing(place);
            listing.versionsDenied();
        }
        current(listing, prefix, size, firstPage);
        return listing;
    }

    private void current(S3Listing listing, String prefix, int size, boolean firstPage) {
        var request = ListObjectsV2Request.builder()
                .bucket(place.bucket())
                .prefix(prefix)
                .maxKeys(size)
                .encodingType(EncodingType.URL)
                .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS)
                .build();
        var turns = new PageTurns(place);
        for (var more = Optional.of(request); more.isPresent(); ) {
            var page = client.listObjectsV2(more.get());
            page.contents().forEach(listing::add);
            more = firstPage
                    ? Optional.empty()
                    : turns.next(page.isTruncated(), page.nextContinuationToken(), "")
                            .map(next -> request.toBuilder()
                                    .continuationToken(next.key())
                                    .build());
        }
    }

    private void versions(S3Listing listing, String prefix, int size, boolean firstPage) {
        var request = ListObjectVersionsRequest.builder()
                .bucket(place.bucket())
                .prefix(prefix)
                .maxKeys(size)
                .encodingType(EncodingType.URL)
                .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS)
                .build();
        var turns = new PageTurns(place);
        for (var more = Optional.of(request); more.isPresent(); ) {
            var page = client.listObjectVersions(more.get());
            page.versions().forEach(listing::add);
            page.deleteMarkers().forEach(listing::add);
            more = firstPage
                    ? Optional.empty()
                    : turns.next(page.isTruncated(), page.nextKeyMarker(), page.nextVersionIdMarker())
                            .map(next -> request.toBuilder()
                                    .keyMarker(next.key())
                                    .versionIdMarker(next.version())
                                    .build());
        }
    }
}

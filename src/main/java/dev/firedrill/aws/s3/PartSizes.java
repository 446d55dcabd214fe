package dev.firedrill.aws.s3;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.ObjectPart;

/**
 * The sizes of the parts in which an object was uploaded. S3 lists them where each part has a checksum. Where none has,
 * the first and the last are asked for, and those between taken to be like the first, as all clients make them; before an
 * object is called altered, that is confirmed.
 */
final class PartSizes {
    private final List<Long> sizes;
    private final Optional<ObjectRequest> assumedOf;

    private PartSizes(List<Long> sizes, Optional<ObjectRequest> assumedOf) {
        this.sizes = sizes;
        this.assumedOf = assumedOf;
    }

    /** As S3 says them, or whoever uploaded the parts. */
    static PartSizes known(List<Long> sizes) {
        return new PartSizes(sizes, Optional.empty());
    }

    /**
     * @param count of parts, as the object's digest has it
     * @return empty if S3 does not tell
     */
    static Optional<PartSizes> of(ObjectRequest object, int count, long size) {
        var listed = listed(object);
        if (fit(listed, count, size)) {
            return Optional.of(known(listed));
        }
        try {
            return like(object, count, size);
        } catch (SdkException e) {
            return Optional.empty();
        }
    }

    private static List<Long> listed(ObjectRequest object) {
        var sizes = new ArrayList<Long>();
        try {
            GetObjectAttributesParts page;
            Integer after = null;
            do {
                page = object.parts(after).objectParts();
                if (page == null) {
                    return List.of();
                }
                page.parts().stream().map(ObjectPart::size).forEach(sizes::add);
                after = page.nextPartNumberMarker();
            } while (Boolean.TRUE.equals(page.isTruncated()) && after != null);
            return sizes;
        } catch (SdkException e) {
            // It needs a permission of its own, and imitations of S3 do not have it: each part can be asked for, too.
            return List.of();
        }
    }

    private static boolean fit(List<Long> sizes, int count, long size) {
        return sizes.size() == count
                && !sizes.contains(null)
                && sizes.stream().mapToLong(Long::longValue).sum() == size;
    }

    private static Optional<PartSizes> like(ObjectRequest object, int count, long size) {
        var first = object.part(1);
        if (first.partsCount() == null || first.partsCount() != count) {
            return Optional.empty();
        }
        long last = count == 1 ? first.contentLength() : object.part(count).contentLength();
        var sizes = new ArrayList<Long>();
        for (int number = 1; number < count; number++) {
            sizes.add(first.contentLength());
        }
        sizes.add(last);
        if (fit(sizes, count, size)) {
            return Optional.of(new PartSizes(sizes, Optional.of(object)));
        }
        var each = each(object, count);
        return fit(each, count, size) ? Optional.of(known(each)) : Optional.empty();
    }

    private static List<Long> each(ObjectRequest object, int count) {
        var sizes = new ArrayList<Long>();
        for (int number = 1; number <= count; number++) {
            sizes.add(object.part(number).contentLength());
        }
        return sizes;
    }

    int count() {
        return sizes.size();
    }

    /** From 0. */
    long of(int part) {
        return sizes.get(part);
    }

    /** @throws IOException if the sizes were assumed, and are others, or cannot be had */
    void confirm() throws IOException {
        try {
            if (assumedOf.isPresent() && !each(assumedOf.get(), count()).equals(sizes)) {
                throw new IOException("its parts are of different sizes, which were taken for equal");
            }
        } catch (SdkException e) {
            throw S3Refusal.of(e).ofReading(assumedOf.orElseThrow().seen());
        }
    }
}

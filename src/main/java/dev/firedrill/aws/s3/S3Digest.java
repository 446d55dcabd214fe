package dev.firedrill.aws.s3;

import dev.firedrill.store.StoredDigest;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** A digest that S3 keeps of an object: of all its bytes, or, where it was uploaded in parts, of the digests of the parts. */
final class S3Digest implements StoredDigest {
    private final String title;
    private final byte[] stored;
    private final Hashing whole;
    private final Optional<PartHashing> parts;

    private S3Digest(String title, byte[] stored, Hashing whole, Optional<PartHashing> parts) {
        this.title = title;
        this.stored = stored;
        this.whole = whole;
        this.parts = parts;
    }

    static S3Digest ofWhole(String title, S3Algorithm algorithm, byte[] stored) {
        return new S3Digest(title, stored, algorithm.begin(), Optional.empty());
    }

    static S3Digest ofParts(String title, S3Algorithm algorithm, byte[] stored, PartSizes sizes) {
        return new S3Digest(
                title + " of parts", stored, algorithm.begin(), Optional.of(new PartHashing(algorithm.begin(), sizes)));
    }

    /** What it is: {@code CRC64NVME}, {@code ETag (MD5) of parts}. */
    String title() {
        return title;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        if (parts.isPresent()) {
            parts.get().update(bytes, offset, length, whole);
        } else {
            whole.update(bytes, offset, length);
        }
    }

    @Override
    public Optional<String> mismatch() throws IOException {
        parts.ifPresent(one -> one.finish(whole));
        var found = whole.value();
        if (Arrays.equals(found, stored)) {
            return Optional.empty();
        }
        if (parts.isPresent()) {
            parts.get().sizes().confirm();
        }
        return Optional.of("%s %s, S3 stored %s".formatted(title, shown(found), shown(stored)));
    }

    private static String shown(byte[] digest) {
        var hex = HexFormat.of().formatHex(digest);
        return hex.length() <= 16 ? hex : hex.substring(0, 12) + "...";
    }

    /** Digests the parts, one after the other. */
    private static final class PartHashing {
        private final Hashing part;
        private final PartSizes sizes;
        private int number;
        private long left;

        PartHashing(Hashing part, PartSizes sizes) {
            this.part = part;
            this.sizes = sizes;
            this.left = sizes.of(0);
        }

        PartSizes sizes() {
            return sizes;
        }

        void update(byte[] bytes, int offset, int length, Hashing whole) {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                int taken = (int) Math.min(left, end - at);
                part.update(bytes, at, taken);
                at += taken;
                left -= taken;
                if (left == 0) {
                    next(whole);
                }
            }
        }

        private void next(Hashing whole) {
            var value = part.value();
            whole.update(value, 0, value.length);
            number++;
            left = number < sizes.count() ? sizes.of(number) : Long.MAX_VALUE;
        }

        /** A part without bytes is a part all the same. */
        void finish(Hashing whole) {
            while (left == 0) {
                next(whole);
            }
        }
    }
}

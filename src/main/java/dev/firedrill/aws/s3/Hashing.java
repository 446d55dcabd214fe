package dev.firedrill.aws.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.Checksum;

/** A digest or a checksum while it is computed. */
interface Hashing {
    void update(byte[] bytes, int offset, int length);

    /** The value of all bytes that were taken; after that it begins anew. */
    byte[] value();

    static Hashing of(MessageDigest digest) {
        return new Hashing() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                digest.update(bytes, offset, length);
            }

            @Override
            public byte[] value() {
                return digest.digest();
            }
        };
    }

    /** @param width of its value, in bytes; S3 writes the highest first */
    static Hashing of(Checksum checksum, int width) {
        return new Hashing() {
            @Override
            public void update(byte[] bytes, int offset, int length) {
                checksum.update(bytes, offset, length);
            }

            @Override
            public byte[] value() {
                var whole = ByteBuffer.allocate(Long.BYTES)
                        .putLong(checksum.getValue())
                        .array();
                checksum.reset();
                return Arrays.copyOfRange(whole, Long.BYTES - width, Long.BYTES);
            }
        };
    }
}

package dev.firedrill.aws.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The digests and checksums that S3 keeps, the strongest first; an object has one of them, or none but its ETag. */
enum S3Algorithm {
    SHA256("SHA-256", () -> digest("SHA-256"), GetObjectResponse::checksumSHA256),
    SHA1("SHA-1", () -> digest("SHA-1"), GetObjectResponse::checksumSHA1),
    CRC64NVME("CRC64NVME", () -> Hashing.of(new Crc64Nvme(), 8), GetObjectResponse::checksumCRC64NVME),
    CRC32C("CRC32C", () -> Hashing.of(new CRC32C(), 4), GetObjectResponse::checksumCRC32C),
    CRC32("CRC32", () -> Hashing.of(new CRC32(), 4), GetObjectResponse::checksumCRC32),
    /** Only as an ETag. */
    MD5("MD5", () -> digest("MD5"), response -> null);

    private final String title;
    private final Supplier<Hashing> hashing;
    private final Function<GetObjectResponse, String> stored;

    S3Algorithm(String title, Supplier<Hashing> hashing, Function<GetObjectResponse, String> stored) {
        this.title = title;
        this.hashing = hashing;
        this.stored = stored;
    }

    Hashing begin() {
        return hashing.get();
    }

    /** As the answer has it, in Base64; null if it has none. */
    String storedIn(GetObjectResponse response) {
        return stored.apply(response);
    }

    private static Hashing digest(String name) {
        try {
            return Hashing.of(MessageDigest.getInstance(name));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}

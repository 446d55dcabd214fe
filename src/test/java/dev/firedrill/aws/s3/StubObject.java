package dev.firedrill.aws.s3;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** An object of {@link StubS3}, with whatever S3 can say of one. */
final class StubObject {
    final String key;
    final byte[] content;
    final Map<String, String> headers = new HashMap<>();
    final Map<String, String> answered = new HashMap<>();
    List<Long> parts = List.of();
    String storage = "STANDARD";
    String restore = "";
    int status;
    String code = "";
    boolean deleted;

    StubObject(String key, String content) {
        this.key = key;
        this.content = content.getBytes(StandardCharsets.UTF_8);
        this.headers.put("ETag", '"' + hex(digest("MD5", this.content)) + '"');
    }

    StubObject header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** What is said with the content, whatever the listing says. */
    StubObject answered(String name, String value) {
        answered.put(name, value);
        return this;
    }

    /** Uploaded in such parts, without checksums: its ETag is of the MD5s of the parts. */
    StubObject parts(Long... sizes) {
        parts = List.of(sizes);
        return header("ETag", '"' + hex(composed("MD5")) + "-" + parts.size() + '"');
    }

    byte[] composed(String algorithm) {
        var all = new java.io.ByteArrayOutputStream();
        int at = 0;
        for (long size : parts) {
            all.writeBytes(digest(algorithm, java.util.Arrays.copyOfRange(content, at, at + (int) size)));
            at += (int) size;
        }
        return digest(algorithm, all.toByteArray());
    }

    StubObject storage(String name, String restoreStatus) {
        storage = name;
        restore = restoreStatus;
        return this;
    }

    StubObject refused(int answer, String error) {
        status = answer;
        code = error;
        return this;
    }

    /** A delete marker lies over it. */
    StubObject deleted() {
        deleted = true;
        return this;
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

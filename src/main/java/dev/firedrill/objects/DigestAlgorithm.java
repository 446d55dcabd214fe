package dev.firedrill.objects;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The digests that a list may name. MD5 and SHA-1 find damage; somebody who means to deceive can get around them. */
public enum DigestAlgorithm {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA256("SHA-256", 64),
    SHA384("SHA-384", 96),
    SHA512("SHA-512", 128);

    private final String title;
    private final int digits;

    DigestAlgorithm(String title, int digits) {
        this.title = title;
        this.digits = digits;
    }

    /** By the number of hex digits: all that a list of {@code sha256sum} tells. */
    static Optional<DigestAlgorithm> ofDigits(int digits) {
        return Arrays.stream(values()).filter(one -> one.digits == digits).findFirst();
    }

    /** By its name, however it is spelt: {@code SHA256}, {@code sha-256}. */
    static Optional<DigestAlgorithm> named(String name) {
        var plain = name.toUpperCase(Locale.ROOT).replace("-", "");
        return Arrays.stream(values()).filter(one -> one.name().equals(plain)).findFirst();
    }

    int digits() {
        return digits;
    }

    boolean isWeak() {
        return this == MD5 || this == SHA1;
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(title);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + title, e);
        }
    }

    @Override
    public String toString() {
        return title;
    }
}

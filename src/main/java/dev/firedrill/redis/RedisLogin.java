package dev.firedrill.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The one user that a restored Redis knows, with a password that is used once. The server is told its SHA-256 only.
 *
 * @param writable whether its check writes; else it may read, and nothing more
 */
record RedisLogin(String user, String password, boolean writable) {
    private static final int BYTES = 24;
    private static final String READING =
            "-@all +@read +@connection +info +dbsize +eval_ro" + " +command|info +object|encoding";
    private static final String WRITING = READING + " +@write +eval +evalsha +multi +exec +discard";

    static RedisLogin once(boolean writable) {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new RedisLogin(writable ? "firedrill_writer" : "firedrill_check", password, writable);
    }

    /** A line of the server's configuration. */
    String rule() {
        return "user %s on #%s ~* resetchannels %s".formatted(user, sha256(), writable ? WRITING : READING);
    }

    private String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}

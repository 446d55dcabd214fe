package dev.firedrill.redis;

import dev.firedrill.process.OneTimePassword;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The one user that a Redis of ours knows, with a password that is used once. The server is told its SHA-256 only.
 *
 * @param permissions what it may do, as Redis writes it
 */
record RedisLogin(String user, String password, String permissions) {
    private static final String READING =
            "-@all +@read +@connection +info +dbsize +eval_ro" + " +command|info +command|getkeys +object|encoding";
    private static final String WRITING = READING + " +@write +eval +evalsha +multi +exec +discard";

    /**
     * For a restored one.
     *
     * @param writable whether its check writes; else it may read, and nothing more
     */
    static RedisLogin once(boolean writable) {
        return writable ? of("firedrill_writer", WRITING) : of("firedrill_check", READING);
    }

    /** For one that is not restored, but made: it may do all that its configuration leaves possible. */
    static RedisLogin owner() {
        return of("firedrill_owner", "+@all");
    }

    private static RedisLogin of(String user, String permissions) {
        return new RedisLogin(user, OneTimePassword.random(), permissions);
    }

    /** A line of the server's configuration. */
    String rule() {
        return "user %s on #%s ~* resetchannels %s".formatted(user, sha256(), permissions);
    }

    /**
     * A line of the configuration of a server that loads an append-only log: it carries out the log's transactions by the
     * rights of its default user, and skips them where that has none. Nobody knows the password.
     */
    static String forTheLog() {
        return "user default on #%s ~* resetchannels +@all"
                .formatted(once(false).sha256());
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

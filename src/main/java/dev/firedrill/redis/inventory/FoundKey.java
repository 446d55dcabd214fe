package dev.firedrill.redis.inventory;

/**
 * A key that a scan found.
 *
 * @param expiry when it will be gone, in milliseconds since 1970; {@link #NEVER} if it stays
 * @param content digest of name, type and value; {@link Digest#ZERO} where the value was not read
 */
record FoundKey(KeyName name, KeyType type, long expiry, Digest content) {
    static final long NEVER = -1;

    boolean expires() {
        return expiry != NEVER;
    }
}

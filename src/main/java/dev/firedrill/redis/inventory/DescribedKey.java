package dev.firedrill.redis.inventory;

/**
 * What is known of a key before its value is read.
 *
 * @param expiry when it will be gone, in milliseconds since 1970, or {@link FoundKey#NEVER}
 * @param bytes about how many of memory it takes; 0 where nobody asked
 */
record DescribedKey(KeyName name, KeyType type, long expiry, long bytes) {}

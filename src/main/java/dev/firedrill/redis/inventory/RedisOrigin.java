package dev.firedrill.redis.inventory;

import java.time.Instant;

/**
 * Of which state of one server an inventory tells. What is not known of it is empty, or -1.
 *
 * @param time when it was that state, by the clock of the source
 * @param version of the source, such as {@code 7.0.15}
 * @param replicationId the history of writes to which its state belongs
 * @param offset how far that history had come; -1 where it moved, or does not count every write
 * @param savedAt when the last save ended, in seconds since 1970, after which nothing changed; -1 where something did
 * @param savedIn how long that save took, in seconds
 * @param aofBytes size of the append-only files, base and all, where they did not grow; else -1
 * @param how why it is exactly that state, in words
 */
public record RedisOrigin(
        Instant time,
        String version,
        String replicationId,
        long offset,
        long savedAt,
        long savedIn,
        long aofBytes,
        String how) {
    /** The instant as messages have it. */
    public String instant() {
        var known = offset < 0 ? "" : ", offset " + offset + " of " + replicationId;
        var saved = savedAt < 0 ? "" : ", saved from " + earliestSave() + " to " + Instant.ofEpochSecond(savedAt);
        return time + known + saved;
    }

    /** The earliest moment at which that save can have begun: both ends are known in whole seconds. */
    Instant earliestSave() {
        return Instant.ofEpochSecond(savedAt - Math.max(0, savedIn) - 1);
    }
}

package dev.firedrill.redis.inventory;

import static redis.clients.jedis.Protocol.Command.XINFO;
import static redis.clients.jedis.Protocol.Command.XPENDING;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What a stream has beside its entries: the last id that it gave out, its consumer groups with what they have delivered,
 * their consumers, and what these have not acknowledged. Times are left out, for they can be read only as ages.
 */
final class StreamState {
    static final byte[] FROM_BEGIN = Wire.bytes("-");
    static final byte[] TO_END = Wire.bytes("+");
    private static final byte[] STREAM = Wire.bytes("STREAM");
    private static final byte[] GROUPS = Wire.bytes("GROUPS");
    private static final byte[] CONSUMERS = Wire.bytes("CONSUMERS");
    private static final int AT_A_TIME = 1_000;

    private final Wire wire;
    private final Sha256 sha = new Sha256();

    StreamState(Wire wire) {
        this.wire = wire;
    }

    static byte[] behind(byte[] id) {
        var next = new byte[id.length + 1];
        next[0] = '(';
        System.arraycopy(id, 0, next, 1, id.length);
        return next;
    }

    void ask(KeyName key) {
        wire.send(XINFO, STREAM, key.bytes());
    }

    /**
     * From the answer to {@link #ask}; nothing else may be due on the wire.
     *
     * @return empty if the key is gone meanwhile
     */
    Optional<Digest> state(KeyName key, Object answer) {
        if (isGone(answer)) {
            return Optional.empty();
        }
        var stream = (List<?>) Wire.whole(answer);
        var groups = (long) field(stream, "groups") == 0 ? List.of() : (List<?>) wire.ask(XINFO, GROUPS, key.bytes());
        var digests = groups.stream().map(group -> group(key, (List<?>) group)).toList();
        sha.part((byte[]) field(stream, "last-generated-id")).number(digests.size());
        digests.forEach(sha::part);
        return Optional.of(sha.end());
    }

    private static boolean isGone(Object answer) {
        return answer instanceof JedisDataException error && error.getMessage().contains("no such key");
    }

    private Digest group(KeyName key, List<?> group) {
        var name = (byte[]) field(group, "name");
        sha.part(name).part((byte[]) field(group, "last-delivered-id"));
        var consumers = (List<?>) wire.ask(XINFO, CONSUMERS, key.bytes(), name);
        sha.number(consumers.size());
        for (var consumer : consumers) {
            sha.part((byte[]) field((List<?>) consumer, "name"));
        }
        pending(key, name);
        return sha.end();
    }

    private void pending(KeyName key, byte[] group) {
        var from = FROM_BEGIN;
        long count = 0;
        while (true) {
            var page = (List<?>) wire.ask(XPENDING, key.bytes(), group, from, TO_END, Wire.bytes(AT_A_TIME));
            for (var each : page) {
                var entry = (List<?>) each;
                sha.part((byte[]) entry.get(0)).part((byte[]) entry.get(1)).number((long) entry.get(3));
            }
            count += page.size();
            if (page.size() < AT_A_TIME) {
                sha.number(count);
                return;
            }
            from = behind((byte[]) ((List<?>) page.get(page.size() - 1)).get(0));
        }
    }

    /** Names and values stand there in turns. */
    private static Object field(List<?> fields, String name) {
        var wanted = Wire.bytes(name);
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (Arrays.equals((byte[]) fields.get(i), wanted)) {
                return fields.get(i + 1);
            }
        }
        throw new JedisDataException("XINFO does not tell the " + name);
    }
}

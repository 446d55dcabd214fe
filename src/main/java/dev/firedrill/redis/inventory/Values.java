package dev.firedrill.redis.inventory;

import static redis.clients.jedis.Protocol.Command.GET;
import static redis.clients.jedis.Protocol.Command.GETRANGE;
import static redis.clients.jedis.Protocol.Command.HGETALL;
import static redis.clients.jedis.Protocol.Command.HLEN;
import static redis.clients.jedis.Protocol.Command.HSCAN;
import static redis.clients.jedis.Protocol.Command.LLEN;
import static redis.clients.jedis.Protocol.Command.LRANGE;
import static redis.clients.jedis.Protocol.Command.SCARD;
import static redis.clients.jedis.Protocol.Command.SMEMBERS;
import static redis.clients.jedis.Protocol.Command.SSCAN;
import static redis.clients.jedis.Protocol.Command.STRLEN;
import static redis.clients.jedis.Protocol.Command.XLEN;
import static redis.clients.jedis.Protocol.Command.XRANGE;
import static redis.clients.jedis.Protocol.Command.ZCARD;
import static redis.clients.jedis.Protocol.Command.ZRANGE;

import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** Reads values: small ones whole and many at once, large ones in portions of about a megabyte. */
final class Values {
    private static final long PORTION = 1 << 20;
    private static final long MOST_AT_A_TIME = 10_000;
    private static final byte[] FIRST = Wire.bytes("0");
    private static final byte[] LAST = Wire.bytes("-1");
    private static final byte[] SCORES = Wire.bytes("WITHSCORES");
    private static final byte[] COUNT = Wire.bytes("COUNT");

    private final Wire wire;
    private final StreamState streams;
    private final Sha256 whole = new Sha256();
    private final Sha256 parts = new Sha256();

    Values(Wire wire) {
        this.wire = wire;
        this.streams = new StreamState(wire);
    }

    /**
     * A value as it was answered.
     *
     * @param value null if the key was gone by then
     * @param beside what a stream has beside its entries
     */
    record Answer(Object value, Digest beside) {
        static final Answer GONE = new Answer(null, Digest.ZERO);
    }

    /** Asks for a small value. */
    void ask(DescribedKey key) {
        var name = key.name().bytes();
        switch (key.type()) {
            case STRING -> wire.send(GET, name);
            case LIST -> wire.send(LRANGE, name, FIRST, LAST);
            case SET -> wire.send(SMEMBERS, name);
            case ZSET -> wire.send(ZRANGE, name, FIRST, LAST, SCORES);
            case HASH -> wire.send(HGETALL, name);
            default -> {
                wire.send(XRANGE, name, StreamState.FROM_BEGIN, StreamState.TO_END);
                streams.ask(key.name());
            }
        }
    }

    /** What was answered to {@link #ask}; what a stream lacks is asked for at once. */
    List<Answer> answered(List<DescribedKey> keys, List<Object> answers) {
        var next = answers.iterator();
        var found = new ArrayList<Answer>(keys.size());
        for (var key : keys) {
            var value = Wire.whole(next.next());
            if (key.type() == KeyType.STREAM) {
                found.add(streams.state(key.name(), next.next())
                        .map(state -> new Answer(value, state))
                        .orElse(Answer.GONE));
            } else {
                // But for a stream, what is empty is no key.
                boolean gone = value == null || value instanceof List<?> members && members.isEmpty();
                found.add(gone ? Answer.GONE : new Answer(value, Digest.ZERO));
            }
        }
        return found;
    }

    /** Empty if the key was gone. */
    Optional<Digest> digest(DescribedKey key, Answer answer) {
        return Optional.ofNullable(answer.value())
                .map(value -> gathering(key).add(value).beside(answer.beside()).end());
    }

    private ValueDigest gathering(DescribedKey key) {
        return new ValueDigest(key.name(), key.type(), whole, parts);
    }

    /**
     * Reads a large value.
     *
     * @return empty if the key is gone meanwhile
     * @throws Inconclusive if it does not stand still
     */
    Optional<Digest> inPortions(DescribedKey key) {
        long length = length(key);
        long portion = Math.min(MOST_AT_A_TIME, Math.max(1, (long) ((double) PORTION * length / key.bytes())));
        var digest = gathering(key);
        switch (key.type()) {
            case STRING -> pieces(digest, length, PORTION, GETRANGE);
            case LIST -> pieces(digest, length, portion, LRANGE);
            case ZSET -> pieces(digest, length, portion, ZRANGE, SCORES);
            case SET -> cursor(digest, portion, SSCAN);
            case HASH -> cursor(digest, portion, HSCAN);
            default -> entries(digest, portion);
        }
        if (digest.count() != length || length(key) != length) {
            throw new Inconclusive("key  %s  does not stand still: its length is %,d, and %,d were read"
                    .formatted(key.name(), length, digest.count()));
        }
        if (key.type() == KeyType.STREAM) {
            streams.ask(key.name());
            return streams.state(key.name(), wire.answers().get(0))
                    .map(state -> digest.beside(state).end());
        }
        var content = digest.beside(Digest.ZERO).end();
        return length == 0 ? Optional.empty() : Optional.of(content);
    }

    private long length(DescribedKey key) {
        var command =
                switch (key.type()) {
                    case STRING -> STRLEN;
                    case LIST -> LLEN;
                    case SET -> SCARD;
                    case ZSET -> ZCARD;
                    case HASH -> HLEN;
                    case STREAM -> XLEN;
                };
        return (long) wire.ask(command, key.name().bytes());
    }

    private void pieces(ValueDigest digest, long length, long portion, Command command, byte[]... more) {
        for (long from = 0; from < length; from += portion) {
            var arguments = new byte[3 + more.length][];
            arguments[0] = digest.name().bytes();
            arguments[1] = Wire.bytes(from);
            arguments[2] = Wire.bytes(from + portion - 1);
            System.arraycopy(more, 0, arguments, 3, more.length);
            digest.add(wire.ask(command, arguments));
        }
    }

    private void cursor(ValueDigest digest, long portion, Command command) {
        var cursor = FIRST;
        do {
            var page = (List<?>) wire.ask(command, digest.name().bytes(), cursor, COUNT, Wire.bytes(portion));
            cursor = (byte[]) page.get(0);
            digest.add(page.get(1));
        } while (!Arrays.equals(cursor, FIRST));
    }

    private void entries(ValueDigest digest, long portion) {
        var from = StreamState.FROM_BEGIN;
        while (true) {
            var answer = (List<?>)
                    wire.ask(XRANGE, digest.name().bytes(), from, StreamState.TO_END, COUNT, Wire.bytes(portion));
            digest.add(answer);
            if (answer.size() < portion) {
                return;
            }
            from = StreamState.behind((byte[]) ((List<?>) answer.get(answer.size() - 1)).get(0));
        }
    }
}

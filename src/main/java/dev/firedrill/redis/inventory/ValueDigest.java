package dev.firedrill.redis.inventory;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Gathers a value into a digest that says what it is and not how Redis stores it: a set in any order, the score of a member
 * as the number that it is, a value in one piece or in portions. A list and a stream are in their order.
 */
final class ValueDigest {
    private final Sha256 whole;
    private final Sha256 parts;
    private final KeyName name;
    private final KeyType type;
    private Digest sum = Digest.ZERO;
    private long count;

    /** @param whole is this value's until {@link #end}; @param parts computes digests of its members in between */
    ValueDigest(KeyName name, KeyType type, Sha256 whole, Sha256 parts) {
        this.name = name;
        this.type = type;
        this.whole = whole;
        this.parts = parts;
        whole.number(type.ordinal()).part(name.bytes());
    }

    /** The next portion, as Redis answers the command that reads values of this type. */
    ValueDigest add(Object portion) {
        if (type == KeyType.STRING) {
            var bytes = (byte[]) portion;
            whole.piece(bytes);
            count += bytes.length;
            return this;
        }
        var answer = (List<?>) portion;
        switch (type) {
            case LIST -> elements(answer);
            case STREAM -> entries(answer);
            case SET -> answer.forEach(member -> member(parts.part((byte[]) member)));
            case HASH -> pairs(answer, false);
            default -> pairs(answer, true);
        }
        return this;
    }

    private void elements(List<?> answer) {
        for (var element : answer) {
            whole.part((byte[]) element);
            count++;
        }
    }

    private void entries(List<?> answer) {
        for (var entry : answer) {
            var idAndFields = (List<?>) entry;
            var fields = (List<?>) idAndFields.get(1);
            whole.part((byte[]) idAndFields.get(0)).number(fields.size());
            fields.forEach(field -> whole.part((byte[]) field));
            count++;
        }
    }

    private void pairs(List<?> answer, boolean scores) {
        for (int i = 0; i < answer.size(); i += 2) {
            parts.part((byte[]) answer.get(i));
            var second = (byte[]) answer.get(i + 1);
            member(scores ? parts.number(Double.doubleToLongBits(score(second))) : parts.part(second));
        }
    }

    private void member(Sha256 computed) {
        sum = sum.plus(computed.end());
        count++;
    }

    /** Versions of Redis write the same number in different texts: 3.1 and 3.1000000000000001. */
    private static double score(byte[] text) {
        var score = new String(text, StandardCharsets.ISO_8859_1);
        return switch (score) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(score);
        };
    }

    /** What belongs to the value beside its members, such as the groups of a stream. */
    ValueDigest beside(Digest other) {
        whole.part(other);
        return this;
    }

    /** How many members were gathered; of a string, how many bytes. */
    long count() {
        return count;
    }

    KeyName name() {
        return name;
    }

    Digest end() {
        return whole.part(sum).number(count).end();
    }
}

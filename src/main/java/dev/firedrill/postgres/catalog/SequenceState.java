package dev.firedrill.postgres.catalog;

import java.math.BigInteger;

/**
 * Where a sequence is.
 *
 * @param last the number that it gave last, or, where it gave none, will give first
 * @param called whether it gave one
 */
record SequenceState(BigInteger last, boolean called, BigInteger increment, BigInteger min, BigInteger max) {
    static SequenceState of(String last, boolean called, String increment, String min, String max) {
        return new SequenceState(
                new BigInteger(last), called, new BigInteger(increment), new BigInteger(min), new BigInteger(max));
    }

    BigInteger next() {
        return called ? last.add(increment) : last;
    }

    /** A condition on values that it will give, though they are there already. */
    String willGive(String column) {
        var step = increment.abs();
        var within = increment.signum() > 0
                ? "%1$s >= %2$s AND %1$s <= %3$s".formatted(column, next(), max)
                : "%1$s <= %2$s AND %1$s >= %3$s".formatted(column, next(), min);
        return step.equals(BigInteger.ONE)
                ? within
                : "CASE WHEN %s THEN abs(%s::numeric - %s) %% %s = 0 ELSE false END"
                        .formatted(within, column, next(), step);
    }
}

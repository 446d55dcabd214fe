package dev.firedrill.postgres.inventory;

import java.math.BigInteger;
import java.util.List;

/**
 * How many rows a table has and what they are, whatever their order. The server makes a text of each row, in which NULL
 * and the empty text differ and no value can run into the next, and two hashes of 64 bits of it, by different seeds; the
 * sums of both are kept, exactly and not modulo 2^64. Therefore rows that stand there twice do not cancel each other out,
 * and values that are swapped between two rows change four hashes and not the order of two.
 *
 * <p>Two tables with different rows have the same digest with a probability of at most 2^-128 for each pair that is
 * compared, as far as the hashes behave like random functions: if some row stands there more often on one side, its hash
 * must be one certain number for the sums to agree. The hashes are not cryptographic: they find damage, and not somebody
 * who computes another row for the same sums.
 *
 * @param rows how many there are
 * @param first sum of the hashes by the first seed
 * @param second sum of the hashes by the second seed
 */
public record RowDigest(long rows, BigInteger first, BigInteger second) {
    static final RowDigest EMPTY = new RowDigest(0, BigInteger.ZERO, BigInteger.ZERO);

    private static final long FIRST_SEED = 0x243F6A8885A308D3L;
    private static final long SECOND_SEED = 0x13198A2E03707344L;

    /**
     * A query for the digest of a table, or of a part of it, in one scan. OFFSET 0 keeps the planner from making each
     * row's text twice; a cast to text, which a database may have for its tables, is not asked.
     *
     * @param table as SQL
     * @param condition on {@code firedrill_row}, such as a stretch of places; empty for all rows
     */
    static String query(String table, String condition) {
        return """
                SELECT count(*), coalesce(sum(hashtextextended(r COLLATE "C", %d)), 0),
                    coalesce(sum(hashtextextended(r COLLATE "C", %d)), 0)
                FROM (SELECT textin(record_out(firedrill_row.*)) AS r FROM ONLY %s AS firedrill_row%s OFFSET 0) AS texts"""
                .formatted(FIRST_SEED, SECOND_SEED, table, condition.isEmpty() ? "" : " WHERE " + condition);
    }

    static RowDigest of(List<String> row) {
        return new RowDigest(Long.parseLong(row.get(0)), new BigInteger(row.get(1)), new BigInteger(row.get(2)));
    }

    RowDigest plus(RowDigest other) {
        return new RowDigest(rows + other.rows, first.add(other.first), second.add(other.second));
    }

    /** Both sums, as one text. */
    String sums() {
        return first + ":" + second;
    }
}

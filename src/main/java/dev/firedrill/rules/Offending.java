package dev.firedrill.rules;

/**
 * How the offenders of a rule are found, all of them.
 *
 * @param sql a query that returns one row for each, key columns first
 * @param keys how many columns are the key
 * @param reader runs it
 */
public record Offending(String sql, int keys, Reader reader) {
    /** Reads offenders, once somebody asks. */
    @FunctionalInterface
    public interface Reader {
        /** At most so many, and no more are read. What it throws means that they cannot be told. */
        OffendingRows first(int most) throws Exception;
    }
}

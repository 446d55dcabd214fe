package dev.firedrill.postgres.catalog;

/**
 * One column of an index that keeps rows apart.
 *
 * @param expression a column's name, or what is computed of the row
 * @param collation by which its texts are compared, quoted; empty where none is
 * @param operator by which two rows are compared, as {@code OPERATOR(pg_catalog.=)}
 * @param equality whether that operator is what GROUP BY goes by
 * @param rangeOverlap whether that operator asks if two ranges overlap
 */
record KeyColumn(String expression, String collation, String operator, boolean equality, boolean rangeOverlap) {
    String sql() {
        return collation.isEmpty() ? expression : "(" + expression + ") COLLATE " + collation;
    }
}

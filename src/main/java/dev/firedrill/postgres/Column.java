package dev.firedrill.postgres;

/**
 * A column as the catalog knows it.
 *
 * @param sql its name, quoted where that is needed
 * @param notNull whether the catalog promises that it has no NULLs
 * @param collated whether its order is that of a language
 */
record Column(int number, String sql, boolean notNull, boolean collated) {
    /**
     * A test for NULL that looks at the data. On a column that is declared NOT NULL the planner folds {@code IS NULL}
     * to false and never reads the table; a function it must call.
     */
    String isNull(String qualifier) {
        return notNull ? "num_nulls(" + qualifier + sql + ") > 0" : qualifier + sql + " IS NULL";
    }

    String isNotNull(String qualifier) {
        return notNull ? "num_nulls(" + qualifier + sql + ") = 0" : qualifier + sql + " IS NOT NULL";
    }
}

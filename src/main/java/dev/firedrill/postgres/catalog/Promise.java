package dev.firedrill.postgres.catalog;

import dev.firedrill.rules.Numbers;

/**
 * What the catalog promises of each row of a table.
 *
 * @param rule the rule that it belongs to
 * @param name as messages have it: {@code orders_total_check of orders}
 * @param breach a condition of SQL that is true for a row that breaks it
 * @param column the quoted name of a column that must not be NULL, where that is the promise; else empty
 * @param broken what is said before the number of rows that break it: {@code broken by}
 * @param value what of such a row is shown; empty where its key says it all
 * @param constraint its row in {@code pg_constraint}; 0 where it has no expression there
 */
record Promise(
        CatalogRule rule,
        String name,
        String breach,
        String column,
        String broken,
        String value,
        long constraint,
        Doubt doubt) {

    static Promise notNull(String name, String column, Doubt doubt) {
        // The planner folds IS NULL to false where the catalog says NOT NULL; a function it must call.
        var breach = "num_nulls(" + column + ") > 0";
        return new Promise(CatalogRule.NOT_NULL, name, breach, column, "NULL in", "", 0, doubt);
    }

    static Promise check(String name, String breach, String value, long constraint, Doubt doubt) {
        return new Promise(CatalogRule.CHECK_CONSTRAINTS, name, breach, "", "broken by", value, constraint, doubt);
    }

    String text(long offending, long rows, Doubt known) {
        return "%s: %s %s of %s%s"
                .formatted(name, broken, Numbers.text(offending), Numbers.text(rows, "row"), known.behind());
    }
}

package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleId;
import java.math.BigDecimal;
import java.util.List;

/** Compares a column with sums over another table, within a tolerance. */
public final class SumAssert extends RuleAssert<SumAssert> {
    private final TableAssert table;
    private final String name;
    private final String tolerance;

    SumAssert(TableAssert table, String name, String tolerance) {
        super(table);
        this.table = table;
        this.name = name;
        this.tolerance = number(tolerance);
    }

    /** Another column of the same table. */
    public ColumnAssert column(String column) {
        return table.column(column);
    }

    /** Another table of the same database. */
    public TableAssert table(String other) {
        return table.table(other);
    }

    /**
     * Every value is the sum of an expression over the rows of another table that name its row by its primary key.
     *
     * <p>The sum over no rows is 0, so a value without rows is found unless it is 0, too. A NULL in the column does not
     * count; a term that is NULL makes the sum unknown, and that is an offence.
     *
     * @param childTable the other table
     * @param childColumn its column that names the primary key of this table
     * @param expression an SQL expression over one of its rows, such as {@code quantity * unit_price}
     */
    public SumAssert isSumOf(String childTable, String childColumn, String expression) {
        return isSumOf(childTable, List.of(childColumn), expression);
    }

    /** The same for a composite primary key, whose columns the other table names in the same order. */
    public SumAssert isSumOf(String childTable, List<String> childColumns, String expression) {
        var terms = terms();
        var term = expression.strip();
        var within = tolerance.equals("0") ? "" : "   within " + tolerance;
        var rule = new Rule(
                RuleId.of(table.name(), name, "sum-of", childTable, KeyRule.id(childColumns), term),
                "every  %s.%s  to be the sum of  %s  over its rows in  %s%s"
                        .formatted(table.name(), name, term, childTable, within),
                terms.because());
        return evaluate(rule, table.inspection((session, catalog, parent) -> {
            var kin = KeyRule.children(catalog, parent, childTable, childColumns);
            var column = catalog.column(parent, name);
            return new SumOfChildren(kin, column, term, tolerance).tally(terms.bounds());
        }));
    }

    private static String number(String written) {
        try {
            var number = new BigDecimal(written.strip());
            if (number.signum() >= 0) {
                return number.toPlainString();
            }
        } catch (NumberFormatException e) {
            // Said below, with what would do.
        }
        throw new ConfigurationMistake(
                "within(\"" + written + "\")", "is no number, 0 or more", "write one with a dot: within(\"0.01\")");
    }

    @Override
    protected SumAssert self() {
        return this;
    }
}

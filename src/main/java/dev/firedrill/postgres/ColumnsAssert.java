package dev.firedrill.postgres;

import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.Terms;
import java.util.List;

/**
 * Rules for several columns of a table together, such as a composite key.
 *
 * <pre>{@code
 * assertThat(orders).table("parcels").columns("order_id", "line").references("order_items", "order_id", "line");
 * }</pre>
 */
public final class ColumnsAssert extends RuleAssert<ColumnsAssert> {
    private final TableAssert table;
    private final KeyRule.OfTable key;

    ColumnsAssert(TableAssert table, List<String> names) {
        super(table);
        this.table = table;
        this.key = new KeyRule.OfTable(table.name(), names);
    }

    /** One column of the same table. */
    public ColumnAssert column(String column) {
        return table.column(column);
    }

    /** Another table of the same database. */
    public TableAssert table(String other) {
        return table.table(other);
    }

    /**
     * The values of every row exist together in another table, or in this one. A row with a NULL among them names
     * nothing and does not count.
     *
     * @param parentColumns as many, in the same order
     * @throws dev.firedrill.config.ConfigurationMistake if they are not as many
     */
    public ColumnsAssert references(String parentTable, String... parentColumns) {
        var terms = terms();
        return evaluate(key.references(parentTable, List.of(parentColumns), terms), terms);
    }

    /** No values occur together twice; rows with a NULL among them do not count. */
    public ColumnsAssert isUnique() {
        var terms = terms();
        return evaluate(key.isUnique(terms), terms);
    }

    /** None of them is NULL in any row, whatever the catalog promises. */
    public ColumnsAssert hasNoNulls() {
        var terms = terms();
        return evaluate(key.hasNoNulls(terms), terms);
    }

    private ColumnsAssert evaluate(KeyRule rule, Terms terms) {
        return evaluate(new Rule(rule.id(), rule.expectation(), terms.because()), table.inspection(rule.query()));
    }

    @Override
    protected ColumnsAssert self() {
        return this;
    }
}

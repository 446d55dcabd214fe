package dev.firedrill.postgres;

import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleId;
import dev.firedrill.rules.Terms;
import java.time.Duration;
import java.util.List;

/** Rules for one column of a table. */
public final class ColumnAssert extends RuleAssert<ColumnAssert> {
    private final TableAssert table;
    private final String name;

    ColumnAssert(TableAssert table, String name) {
        super(table);
        this.table = table;
        this.name = name;
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
     * The next sum may differ by this much: {@code column("total").within("0.01").isSumOf(...)}.
     *
     * @param tolerance a number, 0 or more
     */
    public SumAssert within(String tolerance) {
        return new SumAssert(table, name, tolerance);
    }

    /**
     * Every value is the sum of an expression over the rows of another table that name its row: {@code
     * table("orders").column("total").isSumOf("order_items", "order_id", "quantity * unit_price")}.
     *
     * @see SumAssert#isSumOf
     */
    public ColumnAssert isSumOf(String childTable, String childColumn, String expression) {
        within("0").isSumOf(childTable, childColumn, expression);
        return this;
    }

    /** Every value that is not NULL exists in a column of another table, or of this one. */
    public ColumnAssert references(String parentTable, String parentColumn) {
        var terms = terms();
        return evaluate(key().references(parentTable, List.of(parentColumn), terms), terms);
    }

    /** No value occurs twice; NULLs do not count. */
    public ColumnAssert isUnique() {
        var terms = terms();
        return evaluate(key().isUnique(terms), terms);
    }

    /** No value is NULL, whatever the catalog promises. */
    public ColumnAssert hasNoNulls() {
        var terms = terms();
        return evaluate(key().hasNoNulls(terms), terms);
    }

    private KeyRule.OfTable key() {
        return new KeyRule.OfTable(table.name(), List.of(name));
    }

    private ColumnAssert evaluate(KeyRule rule, Terms terms) {
        return evaluate(new Rule(rule.id(), rule.expectation(), terms.because()), rule.query());
    }

    /** Every value that is not NULL, as text, matches this PostgreSQL regular expression from its start to its end. */
    public ColumnAssert matches(String regex) {
        var terms = terms();
        var expectation = "every  %s  to match  %s".formatted(path(), regex);
        var id = RuleId.of(table.name(), name, "matches", regex);
        return evaluate(new Rule(id, expectation, terms.because()), (session, catalog, relation) -> {
            var column = catalog.column(relation, name);
            var condition = "%s::text !~ '^(?:%s)$'".formatted(column.sql(), regex.replace("'", "''"));
            return NoRowsWhere.ofColumn(relation, column, condition, "do not").tally(terms.bounds());
        });
    }

    /**
     * No time lies after the recovery point: what does was written by a clock that is wrong, or does not belong to this
     * state. Times without a zone are read as UTC.
     */
    public ColumnAssert isNotAfterRecoveryPoint() {
        var terms = terms();
        var rule = new Rule(
                RuleId.of(table.name(), name, "not-after-recovery-point"),
                "no  %s  after the recovery point  %s".formatted(path(), RecoveryTime.text(table.database())),
                terms.because());
        return evaluate(rule, RecoveryTime.needed((point, catalog, relation) -> {
            var column = catalog.column(relation, name);
            var condition = "%s::timestamptz > %s".formatted(column.sql(), point.literal());
            return NoRowsWhere.ofColumn(relation, column, condition, "are later")
                    .tally(terms.bounds());
        }));
    }

    /**
     * At least one time lies within this duration before the recovery point: the newest data came back, too. Times
     * without a zone are read as UTC.
     */
    public ColumnAssert hasRowsWithin(Duration beforeRecoveryPoint) {
        var terms = terms().unboundedFor("hasRowsWithin");
        var recent = new RecentRows(beforeRecoveryPoint);
        var rule = new Rule(
                RuleId.of(table.name(), name, "recent"),
                " %s  to have rows within %s before the recovery point  %s"
                        .formatted(path(), recent.text(), RecoveryTime.text(table.database())),
                terms.because());
        return evaluate(
                rule,
                RecoveryTime.needed(
                        (point, catalog, relation) -> recent.tally(point, relation, catalog.column(relation, name))));
    }

    private ColumnAssert evaluate(Rule rule, DataQuery query) {
        return evaluate(rule, table.inspection(query));
    }

    private String path() {
        return table.name() + "." + name;
    }

    @Override
    protected ColumnAssert self() {
        return this;
    }
}

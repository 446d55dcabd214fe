package dev.firedrill.postgres;

import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleId;
import java.time.Duration;

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

    /** Every value that is not NULL exists in a column of another table, or of this one. */
    public ColumnAssert references(String parentTable, String parentColumn) {
        var terms = terms();
        var expectation = "every  %s  to exist in  %s.%s".formatted(path(), parentTable, parentColumn);
        var id = RuleId.of(table.name(), name, "references", parentTable, parentColumn);
        return evaluate(new Rule(id, expectation, terms.because()), (session, catalog, child) -> {
            var parent = catalog.relation(parentTable);
            var reference =
                    new Reference(child, catalog.column(child, name), parent, catalog.column(parent, parentColumn));
            return reference.find(session, terms.bounds());
        });
    }

    /** No value occurs twice; NULLs do not count. */
    public ColumnAssert isUnique() {
        var terms = terms();
        var rule = new Rule(RuleId.of(table.name(), name, "unique"), " " + path() + "  to be unique", terms.because());
        return evaluate(rule, (session, catalog, relation) -> new UniqueValues(relation, catalog.column(relation, name))
                .find(session, terms.bounds()));
    }

    /** No value is NULL, whatever the catalog promises. */
    public ColumnAssert hasNoNulls() {
        var terms = terms();
        var rule = new Rule(RuleId.of(table.name(), name, "no-nulls"), "no NULL in  " + path(), terms.because());
        return evaluate(rule, (session, catalog, relation) -> {
            var column = catalog.column(relation, name);
            return new NoRowsWhere(relation, relation.sql(), column.isNull(""), "", "have one")
                    .find(session, terms.bounds());
        });
    }

    /** Every value that is not NULL, as text, matches this PostgreSQL regular expression from its start to its end. */
    public ColumnAssert matches(String regex) {
        var terms = terms();
        var expectation = "every  %s  to match  %s".formatted(path(), regex);
        var id = RuleId.of(table.name(), name, "matches", regex);
        return evaluate(new Rule(id, expectation, terms.because()), (session, catalog, relation) -> {
            var column = catalog.column(relation, name);
            var condition = "%s::text !~ '^(?:%s)$'".formatted(column.sql(), regex.replace("'", "''"));
            return NoRowsWhere.ofColumn(relation, column, condition, "do not").find(session, terms.bounds());
        });
    }

    /**
     * No time lies after the recovery point: what does was written by a clock that is wrong, or does not belong to this
     * state. Times without a zone are read as UTC.
     */
    public ColumnAssert isNotAfterRecoveryPoint() {
        var terms = terms();
        var point = RecoveryTime.of(table.database());
        var rule = new Rule(
                RuleId.of(table.name(), name, "not-after-recovery-point"),
                "no  %s  after the recovery point  %s".formatted(path(), point),
                terms.because());
        return evaluate(rule, point.needed((session, catalog, relation) -> {
            var column = catalog.column(relation, name);
            var condition = "%s::timestamptz > %s".formatted(column.sql(), point.literal());
            return NoRowsWhere.ofColumn(relation, column, condition, "are later")
                    .find(session, terms.bounds());
        }));
    }

    /**
     * At least one time lies within this duration before the recovery point: the newest data came back, too. Times
     * without a zone are read as UTC.
     */
    public ColumnAssert hasRowsWithin(Duration beforeRecoveryPoint) {
        var terms = terms().unboundedFor("hasRowsWithin");
        var point = RecoveryTime.of(table.database());
        var recent = new RecentRows(point, beforeRecoveryPoint);
        var rule = new Rule(
                RuleId.of(table.name(), name, "recent"),
                " %s  to have rows within %s before the recovery point  %s".formatted(path(), recent.text(), point),
                terms.because());
        return evaluate(
                rule,
                point.needed((session, catalog, relation) ->
                        recent.find(session, relation, catalog.column(relation, name))));
    }

    private ColumnAssert evaluate(Rule rule, DataQuery query) {
        return evaluate(rule, query.on(table.database(), table.name()));
    }

    private String path() {
        return table.name() + "." + name;
    }

    @Override
    protected ColumnAssert self() {
        return this;
    }
}

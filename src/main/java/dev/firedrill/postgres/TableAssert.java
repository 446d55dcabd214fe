package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleId;
import java.util.List;
import java.util.stream.Stream;

/** Rules for one table. */
public final class TableAssert extends RuleAssert<TableAssert> {
    private final PostgresAssert whole;
    private final String written;
    private final boolean only;

    TableAssert(PostgresAssert whole, String written, boolean only) {
        super(whole);
        this.whole = whole;
        this.written = written;
        this.only = only;
    }

    /** The same table without the rows of tables that inherit from it; otherwise these count as its own. */
    public TableAssert only() {
        return new TableAssert(whole, written, true);
    }

    /** The column with this name, spelt as in the catalog. */
    public ColumnAssert column(String column) {
        return new ColumnAssert(this, column);
    }

    /** Several columns together, such as a composite key. */
    public ColumnsAssert columns(String first, String... more) {
        return new ColumnsAssert(
                this, Stream.concat(Stream.of(first), Stream.of(more)).toList());
    }

    /** Another table of the same database. */
    public TableAssert table(String table) {
        return whole.table(table);
    }

    /** It has at least one row. */
    public TableAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule(RuleId.of(name(), "not-empty"), " " + name() + "  to have rows", terms.because());
        return evaluate(rule, (session, catalog, table) -> RowCount.tally(table, 1, Long.MAX_VALUE));
    }

    /**
     * The number of its rows is neither below {@code min} nor above {@code max}.
     *
     * @throws ConfigurationMistake if no number is between them
     */
    public TableAssert hasRowCountBetween(long min, long max) {
        var terms = terms().unboundedFor("hasRowCountBetween");
        if (min < 0 || max < min) {
            throw new ConfigurationMistake(
                    "hasRowCountBetween(%d, %d)".formatted(min, max),
                    "no table has such a number of rows",
                    "give the lower bound, 0 or more, then the upper");
        }
        var expectation = " %s  to have between %s and %s rows".formatted(name(), Numbers.text(min), Numbers.text(max));
        return evaluate(
                new Rule(RuleId.of(name(), "row-count"), expectation, terms.because()),
                (session, catalog, table) -> RowCount.tally(table, min, max));
    }

    /**
     * The number of its rows is as in earlier runs: within the growth and shrinkage that {@code baseline:} of the system
     * allows (20 % and 5 % unless it says otherwise), counted from the larger of the median and the newest of the last ten
     * states that came back of this kind of restore. A count within these bounds that is far from the median is WARN, and
     * so is any while fewer than five states are on record.
     */
    public TableAssert hasUsualRowCount() {
        var terms = terms().unboundedFor("hasUsualRowCount");
        var usual = new UsualRowCount(name());
        return evaluate(usual.rule(terms.because()), (session, catalog, table) -> usual.tally(table));
    }

    /**
     * It has as many rows as the inventory recorded of it and of the tables that inherit from it. {@link #atMost} says how
     * many more or fewer there may be.
     *
     * <p>INCONCLUSIVE unless the restored state is of the very instant of the inventory: {@code @Restore(at =
     * "inventory")}.
     */
    public TableAssert hasRowCountOf(Inventory inventory) {
        var terms = terms();
        var rule = new Rule(
                RuleId.of(name(), "row-count-of-inventory"),
                " " + name() + "  to have as many rows as the inventory recorded",
                terms.because());
        return evaluate(rule, new InventoryRows(name(), inventory).count(terms.bounds()));
    }

    /**
     * Its rows, and those of the tables that inherit from it, are exactly those that the inventory recorded, in whatever
     * order: no byte of a value differs.
     *
     * <p>INCONCLUSIVE unless the restored state is of the very instant of the inventory: {@code @Restore(at =
     * "inventory")}.
     */
    public TableAssert isIdenticalTo(Inventory inventory) {
        var terms = terms().unboundedFor("isIdenticalTo");
        var rule = new Rule(
                RuleId.of(name(), "identical-to-inventory"),
                " " + name() + "  to have exactly the rows that the inventory recorded",
                terms.because());
        return evaluate(rule, new InventoryRows(name(), inventory).same());
    }

    /**
     * No row fulfils this SQL condition, such as {@code total < 0}.
     *
     * <p>A row for which it is unknown, because of a NULL, does not count; how many there are is said.
     *
     * <p>{@code id IS NULL} is looked up in the data even where the catalog says NOT NULL. In a subquery of the
     * condition the planner still believes the catalog: write {@code num_nulls(id) > 0} there.
     *
     * @param condition what may stand after WHERE; the table's own name can be used in it
     */
    public TableAssert hasNoRowsWhere(String condition) {
        var terms = terms();
        var expectation = "no rows of  %s  where  %s".formatted(name(), condition.strip());
        return evaluate(
                new Rule(RuleId.of(name(), "no-rows-where", condition.strip()), expectation, terms.because()),
                (session, catalog, table) ->
                        NoRowsWhere.ofCondition(table, condition.strip()).tally(terms.bounds()));
    }

    /**
     * It has a primary key, whose index is valid and ready and whose columns are declared NOT NULL, and the data keeps
     * that promise: no key twice, none NULL, as read from the table and not from the index. A primary key is that of one
     * table, so tables that inherit from it are left out.
     */
    public TableAssert hasValidPrimaryKey() {
        var terms = terms().unboundedFor("hasValidPrimaryKey");
        var rule = new Rule(
                RuleId.of(name(), "primary-key"), " " + name() + "  to have a valid primary key", terms.because());
        return evaluate(rule, PrimaryKey::tally);
    }

    /**
     * Every row has at least one row of another table that names it: {@code table("orders").hasRowsIn("order_items",
     * "order_id")}.
     *
     * @param childTable the other table
     * @param childColumns its columns that name the primary key of this table
     */
    public TableAssert hasRowsIn(String childTable, String... childColumns) {
        var terms = terms();
        var rule = new Rule(
                RuleId.of(name(), "has-rows-in", childTable, KeyRule.id(List.of(childColumns))),
                "every row of  %s  to have rows in  %s".formatted(name(), childTable),
                terms.because());
        return evaluate(rule, (session, catalog, table) -> new Childless(
                        KeyRule.children(catalog, table, childTable, List.of(childColumns)))
                .tally(terms.bounds()));
    }

    TableAssert evaluate(Rule rule, DataQuery query) {
        return evaluate(rule, inspection(query));
    }

    TableInspection inspection(DataQuery query) {
        return new TableInspection(whole.database(), written, only, query);
    }

    /** Null in rules that are recorded for any database. */
    RuledDatabase database() {
        return whole.database();
    }

    String name() {
        return only ? "ONLY " + written : written;
    }

    @Override
    protected TableAssert self() {
        return this;
    }
}

package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Numbers;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleId;

/** Rules for one table. */
public final class TableAssert extends RuleAssert<TableAssert> {
    private final PostgresAssert whole;
    private final String name;

    TableAssert(PostgresAssert whole, String name) {
        super(whole);
        this.whole = whole;
        this.name = name;
    }

    /** The column with this name, spelt as in the catalog. */
    public ColumnAssert column(String column) {
        return new ColumnAssert(this, column);
    }

    /** Another table of the same database. */
    public TableAssert table(String table) {
        return whole.table(table);
    }

    /** It has at least one row. */
    public TableAssert isNotEmpty() {
        var terms = terms().unboundedFor("isNotEmpty");
        var rule = new Rule(RuleId.of(name, "not-empty"), " " + name + "  to have rows", terms.because());
        return evaluate(rule, (session, catalog, table) -> RowCount.find(session, table, 1, Long.MAX_VALUE));
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
        var expectation = " %s  to have between %s and %s rows".formatted(name, Numbers.text(min), Numbers.text(max));
        return evaluate(
                new Rule(RuleId.of(name, "row-count"), expectation, terms.because()),
                (session, catalog, table) -> RowCount.find(session, table, min, max));
    }

    /**
     * The number of its rows is as in earlier runs: within the growth and shrinkage that {@code baseline:} of the system
     * allows (20 % and 5 % unless it says otherwise), counted from the larger of the median and the newest of the last ten
     * states that came back of this kind of restore. A count within these bounds that is far from the median is WARN, and
     * so is any while fewer than five states are on record.
     */
    public TableAssert hasUsualRowCount() {
        var terms = terms().unboundedFor("hasUsualRowCount");
        var usual = new UsualRowCount(name);
        return evaluate(usual.rule(terms.because()), usual::find);
    }

    /**
     * No row fulfils this SQL condition, such as {@code total < 0}.
     *
     * <p>{@code id IS NULL} is looked up in the data even where the catalog says NOT NULL. In a subquery of the
     * condition the planner still believes the catalog: write {@code num_nulls(id) > 0} there.
     *
     * @param condition what may stand after WHERE; the table's own name can be used in it
     */
    public TableAssert hasNoRowsWhere(String condition) {
        var terms = terms();
        var expectation = "no rows of  %s  where  %s".formatted(name, condition.strip());
        return evaluate(
                new Rule(RuleId.of(name, "no-rows-where", condition.strip()), expectation, terms.because()),
                (session, catalog, table) ->
                        NoRowsWhere.ofCondition(table, condition.strip()).find(session, terms.bounds()));
    }

    /**
     * It has a primary key, whose index is valid and ready and whose columns are declared NOT NULL, and the data keeps
     * that promise: no key twice, none NULL, as read from the table and not from the index.
     */
    public TableAssert hasValidPrimaryKey() {
        var terms = terms().unboundedFor("hasValidPrimaryKey");
        var rule =
                new Rule(RuleId.of(name, "primary-key"), " " + name + "  to have a valid primary key", terms.because());
        return evaluate(rule, (session, catalog, table) -> new PrimaryKey(table).find(session));
    }

    TableAssert evaluate(Rule rule, DataQuery query) {
        return evaluate(rule, query.on(whole.database(), name));
    }

    RuledDatabase database() {
        return whole.database();
    }

    String name() {
        return name;
    }

    @Override
    protected TableAssert self() {
        return this;
    }
}

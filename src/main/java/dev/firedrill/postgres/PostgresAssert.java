package dev.firedrill.postgres;

import dev.firedrill.postgres.integrity.PhysicalRule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import java.util.function.Consumer;

/**
 * Rules for a restored PostgreSQL database. Every verb really reads the data: from the tables themselves, never from an
 * index that may be broken, and never answered from what the catalog promises.
 *
 * <pre>{@code
 * assertThat(orders).table("orders").isNotEmpty().column("customer_id").references("customers", "id");
 * assertThat(orders).because("OPS-41").atMost(3).table("orders").hasNoRowsWhere("total < 0");
 * }</pre>
 *
 * <p>A verb throws an {@link AssertionError} if its rule is broken, {@link dev.firedrill.verdict.BackupUnusable} if the
 * server finds the data damaged, {@link dev.firedrill.verdict.Inconclusive} if it cannot be told: a query error, a
 * missing permission, a time-out.
 */
public final class PostgresAssert extends RuleAssert<PostgresAssert> {
    private final RuledDatabase database;

    public PostgresAssert(RuledDatabase database) {
        this(database, RuleRunner.strict(database.context()));
    }

    private PostgresAssert(RuledDatabase database, RuleRunner runner) {
        super(runner);
        this.database = database;
    }

    /**
     * The table, view or materialized view with this name, {@code orders} or {@code shop.orders}, spelt as in the
     * catalog. A name that contains a dot is written in double quotes: {@code "\"odd.name\""}.
     */
    public TableAssert table(String name) {
        return new TableAssert(this, name);
    }

    /**
     * The query of a rule that was written as an SQL file returns no more rows than the file allows.
     *
     * @see SqlRule
     */
    public PostgresAssert returnsNoRows(SqlRule rule) {
        terms().unboundedFor("returnsNoRows");
        return evaluate(SqlRuleQuery.asRule(rule), new SqlRuleQuery(rule, database));
    }

    /**
     * The restored cluster is whole below its rows: pages, tables, indexes, and what they say of each other. It takes as
     * long as reading everything several times, and needs a restore of depth {@code pages} or deeper.
     *
     * @see PhysicalRule
     */
    public PostgresAssert isPhysicallySound() {
        return isPhysicallySound(PhysicalRule.values());
    }

    /** What tables and indexes say of themselves and of each other is whole; pages are not read for this. */
    public PostgresAssert hasSoundStructure() {
        return isPhysicallySound(
                PhysicalRule.TABLES, PhysicalRule.INDEXES, PhysicalRule.ROW_COUNTS, PhysicalRule.OTHER_INDEXES);
    }

    /** Every page was read after recovery and a clean stop, and is whole. */
    public PostgresAssert hasSoundPages() {
        return isPhysicallySound(PhysicalRule.PAGES);
    }

    /** Every table and its TOAST values are whole, by {@code verify_heapam}. */
    public PostgresAssert hasSoundTables() {
        return isPhysicallySound(PhysicalRule.TABLES);
    }

    /** Every B-tree index is in order and has an entry for each row, by {@code bt_index_parent_check}. */
    public PostgresAssert hasSoundIndexes() {
        return isPhysicallySound(PhysicalRule.INDEXES);
    }

    /** Tables have as many rows by an index as by themselves. */
    public PostgresAssert hasAsManyRowsByIndex() {
        return isPhysicallySound(PhysicalRule.ROW_COUNTS);
    }

    private PostgresAssert isPhysicallySound(PhysicalRule... layers) {
        var because = terms().unboundedFor("isPhysicallySound").because();
        for (var layer : layers) {
            evaluate(layer.asRule(because), layer.on(database));
        }
        return this;
    }

    /**
     * Evaluates all of these rules and throws once, with all that is broken.
     *
     * @throws AssertionError if a rule is broken
     * @throws dev.firedrill.verdict.Inconclusive if none is broken, but one could not be evaluated, or if there is none
     */
    public PostgresAssert verifyAll(Consumer<PostgresAssert> rules) {
        RuleRunner.verifyAll(database.context(), runner -> rules.accept(new PostgresAssert(database, runner)));
        return this;
    }

    RuledDatabase database() {
        return database;
    }

    @Override
    protected PostgresAssert self() {
        return this;
    }
}

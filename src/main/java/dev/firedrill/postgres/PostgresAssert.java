package dev.firedrill.postgres;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.catalog.SharedScan;
import dev.firedrill.postgres.integrity.PhysicalRule;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Inspection;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleRunner;
import java.util.ArrayList;
import java.util.List;
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
    /** Whether a broken rule throws at once. */
    private final boolean strict;

    public PostgresAssert(RuledDatabase database) {
        super(RuleRunner.strict(database.context()));
        this.database = database;
        this.strict = true;
    }

    /** @param database null for rules that are recorded for any database */
    PostgresAssert(RuledDatabase database, RuleRunner runner) {
        super(runner);
        this.database = database;
        this.strict = false;
    }

    /**
     * The table, view or materialized view with this name, {@code orders} or {@code shop.orders}, spelt as in the
     * catalog. A name that contains a dot is written in double quotes: {@code "\"odd.name\""}. The rows of its partitions,
     * and of tables that inherit from it, are its own.
     */
    public TableAssert table(String name) {
        return new TableAssert(this, name, false);
    }

    /**
     * The query of a rule that was written as an SQL file returns no more rows than the file allows.
     *
     * @see SqlRule
     */
    public PostgresAssert returnsNoRows(SqlRule rule) {
        var because = terms().unboundedFor("returnsNoRows").because();
        return evaluate(SqlRuleQuery.asRule(rule).alsoBecause(because), new SqlRuleQuery(rule, database));
    }

    /** The same; a file that is not in order is INCONCLUSIVE. */
    public PostgresAssert returnsNoRows(SqlRuleOrMistake found) {
        if (found.isRule()) {
            return returnsNoRows(found.rule());
        }
        var because = terms().unboundedFor("returnsNoRows").because();
        var told = found.mistake().getMessage().split("\n  Remedy: ", 2);
        return evaluate(
                new Rule(found.id(), "the rule in  " + found.file() + "  to be run", because),
                () -> Finding.unknown("it cannot be told: " + told[0], found.mistake())
                        .hint(told.length > 1 ? told[1] : ""));
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
     * Evaluates all of these rules together and throws once, with all that is broken. Rules over one table share a pass
     * over it, and all see one state of the database. A reason before it is one of each; bounds belong to one rule.
     *
     * @throws AssertionError if a rule is broken
     * @throws dev.firedrill.verdict.Inconclusive if none is broken, but one could not be evaluated, or if there is none
     */
    public PostgresAssert verifyAll(Consumer<PostgresAssert> rules) {
        var because = terms().unboundedFor("verifyAll").because();
        RuleRunner.verifyAll(database.context(), runner -> {
            var said = new ArrayList<Said>();
            var recording = RuleRunner.recording(
                    (rule, inspection) -> said.add(new Said(rule.alsoBecause(because), inspection)));
            try {
                rules.accept(new PostgresAssert(database, recording));
            } finally {
                // Also when the code between the rules throws: what was said before is evaluated.
                report(said, runner);
            }
        });
        return this;
    }

    private record Said(Rule rule, Inspection inspection) {}

    private void report(List<Said> rules, RuleRunner runner) {
        var findings = new SharedEvaluation(database)
                .findings(rules.stream().map(Said::inspection).toList());
        for (int i = 0; i < rules.size(); i++) {
            var finding = findings.get(i);
            runner.run(rules.get(i).rule(), () -> finding);
        }
    }

    /**
     * Evaluates a set of rules, as {@link #verifyAll(Consumer)} does.
     *
     * @throws AssertionError if a rule is broken
     * @throws dev.firedrill.verdict.Inconclusive if none is broken, but one could not be evaluated
     */
    public PostgresAssert verifyAll(RuleSet rules) {
        var because = terms().unboundedFor("verifyAll").because();
        RuleRunner.verifyAll(database.context(), runner -> rules.on(database)
                .report(RuleRunner.recording((rule, it) -> runner.run(rule.alsoBecause(because), it))));
        return this;
    }

    /**
     * What the database's own catalog promises is looked up in the data: every foreign key, NOT NULL, unique, check and
     * exclusion constraint, partition, sequence, and what {@link CatalogRule} has more.
     */
    public PostgresAssert keepsWhatItsCatalogPromises() {
        return keeps(CatalogRule.values());
    }

    /** These rules hold; all are evaluated before one is reported, and those that look at each row share one look. */
    public PostgresAssert keeps(CatalogRule... rules) {
        var because = terms().unboundedFor("keeps").because();
        var scan = new SharedScan();
        return strict ? verifyAll(db -> db.keeps(because, scan, rules)) : keeps(because, scan, rules);
    }

    /** This rule holds; what it sees in each row of the database is shared with other rules that are given the same. */
    public PostgresAssert keeps(CatalogRule rule, SharedScan scan) {
        return keeps(terms().unboundedFor("keeps").because(), scan, rule);
    }

    private PostgresAssert keeps(String because, SharedScan scan, CatalogRule... rules) {
        for (var rule : rules) {
            evaluate(rule.asRule(because), rule.on(database, scan));
        }
        return this;
    }

    /** All objects of the database together, besides its rows. */
    public SchemaAssert schema() {
        return new SchemaAssert(this);
    }

    /**
     * Everything in it is what the inventory recorded: the schema, the sequences, the large objects, and the rows of each
     * table, one rule for each. Where the restored state is of another instant than the inventory, that alone is said, and
     * is INCONCLUSIVE.
     */
    public PostgresAssert isIdenticalTo(Inventory inventory) {
        var because = terms().unboundedFor("isIdenticalTo").because();
        return strict ? verifyAll(db -> db.isIdenticalTo(inventory, because)) : isIdenticalTo(inventory, because);
    }

    private PostgresAssert isIdenticalTo(Inventory inventory, String because) {
        if (database == null) {
            throw new ConfigurationMistake(
                    "isIdenticalTo", "cannot be part of a set of rules", "evaluate it in a test of its own");
        }
        InventoryRules.of(inventory, database, because).forEach(this::evaluate);
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

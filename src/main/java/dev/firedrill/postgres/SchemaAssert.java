package dev.firedrill.postgres;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryComparison;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;

/** Rules for all that a database consists of besides its rows. */
public final class SchemaAssert extends RuleAssert<SchemaAssert> {
    static final String ID = "schema-identical-to-inventory";
    static final String EXPECTATION = "every object of the schema to be what the inventory recorded";

    private final PostgresAssert whole;

    SchemaAssert(PostgresAssert whole) {
        super(whole);
        this.whole = whole;
    }

    /**
     * Tables, columns, constraints, indexes, triggers, views, functions, types, extensions, owners, grants, policies and
     * roles are those that the inventory recorded: none is missing, none is another one, none is there besides. Not
     * compared are comments, security labels, passwords, and options of foreign servers and subscriptions.
     *
     * <p>INCONCLUSIVE unless the restored state is of the very instant of the inventory: {@code @Restore(at =
     * "inventory")}.
     */
    public SchemaAssert isIdenticalTo(Inventory inventory) {
        var terms = terms().unboundedFor("isIdenticalTo");
        return evaluate(
                new Rule(ID, EXPECTATION, terms.because()),
                () -> InventoryComparison.of(inventory, whole.database()).schema());
    }

    @Override
    protected SchemaAssert self() {
        return this;
    }
}

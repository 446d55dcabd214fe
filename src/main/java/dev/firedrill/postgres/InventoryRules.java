package dev.firedrill.postgres;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryComparison;
import dev.firedrill.postgres.inventory.TableContent;
import dev.firedrill.rules.Inspection;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One rule for each thing that an inventory tells of, with a stable identity. */
final class InventoryRules {
    private InventoryRules() {}

    /** Where they are of two instants, the first rule alone: it says so once for all. */
    static Map<Rule, Inspection> of(Inventory inventory, RuledDatabase database, String because) {
        var comparison = InventoryComparison.of(inventory, database);
        var rules = new LinkedHashMap<Rule, Inspection>();
        var instant = comparison.instant();
        rules.put(
                new Rule("content-instant", "the restored state to be of the inventory's instant", because),
                () -> instant);
        if (!instant.holds()) {
            return rules;
        }
        rules.put(new Rule("content-schema", SchemaAssert.EXPECTATION, because), comparison::schema);
        rules.put(
                new Rule("content-sequences", "every sequence to be where the inventory recorded it", because),
                comparison::sequences);
        rules.put(
                new Rule("content-large-objects", "the large objects to be those of the inventory", because),
                comparison::largeObjects);
        inventory.tables().stream()
                .filter(table -> !table.unlogged())
                .map(TableContent::name)
                .forEach(name -> rules.put(rule(name, because), () -> comparison.rows(name, List.of(name))));
        return rules;
    }

    private static Rule rule(String table, String because) {
        return new Rule(
                RuleId.of("content", table),
                " " + table + "  to have exactly the rows that the inventory recorded",
                because);
    }
}

package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system that lists a restore to its inventory, and a class that asks for one. */
class BuiltInInventoryTest {
    private static final String CHECK = "shop · inventory · everything is as the inventory recorded it";

    @TempDir
    Path home;

    @BuiltInChecks
    static class Backups {}

    @Monthly
    @Restore(value = "shop", at = "inventory")
    static class Content {
        @Test
        void orders_came_back(PostgresInstance shop, Inventory inventory) {
            shop.assertThat().table("orders").isIdenticalTo(inventory).hasRowCountOf(shop.inventory());
        }
    }

    @Test
    void everything_is_compared_with_no_line_of_java_and_a_class_is_given_the_inventory() throws Exception {
        var checks =
                run("    inventory: " + PracticeShop.sample().inventory() + "\n    restores: {monthly: [inventory]}\n");
        assertThat(checks.red()).isEmpty();
        assertThat(checks.names()).contains(CHECK, "orders_came_back(PostgresInstance, Inventory)");
        var rules = checks.run().restorations().stream()
                .flatMap(restoration -> restoration.rules().stream())
                .toList();
        assertThat(rules)
                .extracting(RuleOutcome::id)
                .contains(
                        "content-schema", "content-public.orders", "orders-identical-to-inventory", "recovery-target");
        assertThat(rules).extracting(RuleOutcome::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    void a_file_that_is_no_inventory_is_red() throws Exception {
        var file = home.resolve("inv.json");
        Files.writeString(file, "{}");
        var checks = run("    inventory: " + file + "\n    restores: {monthly: [inventory]}\n");
        assertThat(checks.thrownBy(CHECK))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("the inventory " + file + " cannot be used: it is no inventory", "Remedy: ");
    }

    private LaunchedChecks run(String keys) throws Exception {
        return LaunchedChecks.run(
                PracticeShop.configuration(home, keys), "monthly", Map.of(), Backups.class, Content.class);
    }
}

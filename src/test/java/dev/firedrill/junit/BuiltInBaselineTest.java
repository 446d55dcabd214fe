package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.evidence.PastRuns;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that {@code baseline:} names are counted on each restore and compared with what the evidence holds. */
class BuiltInBaselineTest {
    private static final String TABLES =
            "    baseline: {tables: [orders, customers, products]}\n    restores: {weekly: [latest]}\n";

    @TempDir
    private Path directory;

    @BuiltInChecks
    static class Backups {}

    private LaunchedChecks run() throws Exception {
        return LaunchedChecks.run(PracticeShop.configuration(directory, TABLES), "weekly", Map.of(), Backups.class);
    }

    private static RuleOutcome rule(LaunchedChecks checks, String table) {
        return checks.run().restorations().get(0).rules().stream()
                .filter(rule -> rule.id().equals(table + "-usual-row-count"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_first_nights_warn_and_then_what_is_lost_fails() throws Exception {
        var first = run();
        assertThat(first.red()).isEmpty();
        assertThat(first.names()).contains("shop · latest · orders has its usual number of rows");
        assertThat(List.of(rule(first, "orders"), rule(first, "customers"), rule(first, "products")))
                .allSatisfy(rule -> {
                    assertThat(rule.verdict()).isEqualTo(Verdict.WARN);
                    assertThat(rule.message()).contains("insufficient data: 0 of 5 runs are on record");
                });
        long orders = (long) rule(first, "orders").value();
        long customers = (long) rule(first, "customers").value();

        var past = new PastRuns(directory.resolve(".firedrill"), "shop");
        for (var state = 0; state < 5; state++) {
            past.with("orders-usual-row-count", "PASS", orders);
        }
        for (var state = 0; state < 5; state++) {
            past.with("customers-usual-row-count", "PASS", customers * 2);
        }
        past.write();
        var second = run();

        assertThat(rule(second, "orders").verdict()).isEqualTo(Verdict.PASS);
        assertThat(rule(second, "products").verdict()).isEqualTo(Verdict.WARN);
        assertThat(second.red().keySet()).containsExactly("shop · latest · customers has its usual number of rows");
        assertThat(second.thrownBy("shop · latest · customers has its usual number of rows"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("(50.0 %%) fewer than %,d; allowed: ".formatted(customers * 2));

        var evidence = directory.resolve(".firedrill/evidence.jsonl");
        Files.writeString(
                evidence, Files.readString(evidence).replaceFirst("\"verdict\":\"PASS\"", "\"verdict\":\"WARN\""));
        var third = run();

        assertThat(third.red()).hasSize(3).allSatisfy((name, thrown) -> assertThat(thrown)
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("line 1: it was altered; what it says of earlier counts is not believed"));
    }

    @Test
    void a_rule_of_the_same_name_is_a_mistake() throws Exception {
        var configuration = ConfigurationReader.read(PracticeShop.configuration(directory, TABLES));
        var rules = Files.createDirectories(directory.resolve("suites/rules/shop"));
        Files.writeString(rules.resolve("orders-usual-row-count.sql"), "select 1");

        assertThatThrownBy(() -> new BuiltInMistakes(configuration, List.of(Backups.class)).find())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining(
                        "[orders-usual-row-count] is the name of a check that baseline: of system [shop] makes");
    }

    @Test
    void tables_that_no_restore_would_count_are_a_mistake() throws Exception {
        var file = PracticeShop.configuration(directory, "    baseline: {tables: [orders]}\n");
        var configuration = ConfigurationReader.read(file);

        assertThatThrownBy(() -> new BuiltInMistakes(configuration, List.of(Backups.class)).find())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("baseline: names tables [orders], but the system lists no restore")
                .hasMessageContaining("Remedy: list one");
    }
}

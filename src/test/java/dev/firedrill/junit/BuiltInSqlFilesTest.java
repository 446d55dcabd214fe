package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One restore with rules that are in order and rules that are not: each tells its own, and none stops another. */
class BuiltInSqlFilesTest {
    private static LaunchedChecks checks;

    @BuiltInChecks
    static class Backups {}

    @BeforeAll
    static void restore(@TempDir Path home) throws Exception {
        var rules = Files.createDirectories(home.resolve("suites/rules/shop"));
        try (var shipped = Files.list(Path.of("suites/rules/shop"))) {
            for (var file : shipped.toList()) {
                Files.copy(file, rules.resolve(file.getFileName()));
            }
        }
        write(
                rules,
                "template.sql",
                Files.readString(Path.of("docs/rule-template.sql")).replace("the_table", "orders"));
        write(
                rules,
                "a-syntax-error.sql",
                "-- title: a syntax error\n-- severity: warn\n\nselect id\nfrom orders\nwere id > 1\n");
        write(rules, "b-no-table.sql", "-- title: no table\nselect id from ordes");
        write(rules, "c-header.sql", "-- titel: a header\nselect id from orders where id < 0");
        write(rules, "d-two.sql", "select 1;\n\nselect 2;");
        Files.write(rules.resolve("e-latin.sql"), new byte[] {'-', '-', (byte) 0xE4, '\n'});
        write(rules, "rto.sql", "select id from orders where id < 0");
        write(
                rules,
                "warned.sql",
                "-- title: warned\n-- why: OPS-41\n-- severity: warn\nselect id from orders where id <= 3");
        write(rules, "z-broken.sql", "-- title: broken\nselect id from orders where id <= 2 order by id");
        checks = LaunchedChecks.run(
                PracticeShop.configuration(home, "    restores: {weekly: [latest]}\n"),
                "weekly",
                Map.of(),
                Backups.class);
    }

    private static void write(Path rules, String name, String text) throws IOException {
        Files.writeString(rules.resolve(name), text);
    }

    private static RuleOutcome rule(String id) {
        return checks.run().restorations().get(0).rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void assertInconclusive(String title, String id, String expectation, String found) {
        var headline = checks.run().restorations().get(0).headline();
        assertThat(checks.thrownBy("shop · latest · " + title))
                .isInstanceOf(Inconclusive.class)
                .hasMessage("INCONCLUSIVE  " + headline + " · rule " + id + "\nExpecting " + expectation + "\nbut "
                        + found);
        assertThat(rule(id).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_query_that_the_server_refuses_names_file_and_line_also_where_it_would_only_warn() {
        assertInconclusive(
                "a syntax error",
                "a-syntax-error",
                "no rows from  suites/rules/shop/a-syntax-error.sql  (a syntax error)",
                "it cannot be told: 42601 syntax error at or near \"id\" (suites/rules/shop/a-syntax-error.sql:6).");
        assertInconclusive(
                "no table",
                "b-no-table",
                "no rows from  suites/rules/shop/b-no-table.sql  (no table)",
                "it cannot be told: 42P01 relation \"ordes\" does not exist (suites/rules/shop/b-no-table.sql:2).");
    }

    @Test
    void a_file_that_is_not_in_order_names_its_line_and_a_remedy() {
        assertInconclusive(
                "rule suites/rules/shop/c-header.sql can be run",
                "c-header",
                "the rule in  suites/rules/shop/c-header.sql  to be run",
                "it cannot be told: suites/rules/shop/c-header.sql:1: unknown key [titel]; known here: title, why, because,"
                        + " key, severity, atMost, warnAbove, cadence.\nHint: write title, or another comment");
        assertInconclusive(
                "rule suites/rules/shop/d-two.sql can be run",
                "d-two",
                "the rule in  suites/rules/shop/d-two.sql  to be run",
                "it cannot be told: suites/rules/shop/d-two.sql:3: a second statement begins here.\n"
                        + "Hint: give each rule its own file");
        assertInconclusive(
                "rule suites/rules/shop/e-latin.sql can be run",
                "e-latin",
                "the rule in  suites/rules/shop/e-latin.sql  to be run",
                "it cannot be told: suites/rules/shop/e-latin.sql: cannot be read: it is not UTF-8 text.\n"
                        + "Hint: save it as UTF-8");
        assertInconclusive(
                "rule suites/rules/shop/rto.sql can be run",
                "rto.sql",
                "the rule in  suites/rules/shop/rto.sql  to be run",
                "it cannot be told: suites/rules/shop/rto.sql: [rto] is the name of a check that every restore has.\n"
                        + "Hint: rename the file");
    }

    @Test
    void a_warning_is_green_and_says_what_it_found() {
        assertThat(checks.thrownBy("shop · latest · warned")).isNull();
        assertThat(rule("warned").verdict()).isEqualTo(Verdict.WARN);
        assertThat(rule("warned").message())
                .endsWith(
                        """
                         · rule warned
                        Expecting no rows from  suites/rules/shop/warned.sql  (warned)
                        because OPS-41
                        but 3 rows were returned; allowed: 0, else a warning.
                          id:  1, 2, 3
                        All:  select id from orders where id <= 3;""");
    }

    @Test
    void the_rest_was_run() {
        assertThat(checks.thrownBy("shop · latest · broken"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 2 rows were returned; allowed: 0.\n  id:  1, 2\n");
        for (var id : new String[] {
            "template", "no-day-without-orders", "one-line-for-each-product", "order-total-is-sum-of-items", "rto"
        }) {
            assertThat(rule(id).verdict()).as(id).isEqualTo(Verdict.PASS);
        }
        assertThat(checks.red()).hasSize(7);
        assertThat(checks.names()).hasSize(4 + 12 + CatalogRule.values().length);
    }
}

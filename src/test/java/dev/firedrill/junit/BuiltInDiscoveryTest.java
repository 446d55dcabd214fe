package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which built-in checks there are, what they are called and by which tags they are selected; nothing is restored. */
class BuiltInDiscoveryTest {
    private static final String SHOP = "  shop: {engine: postgresql, backup: {type: sample}, copies: {dr: {}},"
            + " restores: {daily: [latest], weekly: [latest, copy dr], monthly: [random 30d]}}\n";

    @TempDir
    private Path directory;

    @BuiltInChecks
    static class Backups {}

    private Path configuration(String systems) throws IOException {
        return Files.writeString(directory.resolve("firedrill.yaml"), "systems:\n" + systems);
    }

    private void rule(String name, String sql) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve("suites/rules/shop")).resolve(name), sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'daily'                     | coverage, latest
                    'weekly'                    | latest, copy dr
                    'monthly'                   | random 30d
                    'quarterly'                 | none
                    'monthly & database'        | random 30d
                    'monthly & !database'       | none
                    'monthly & application'     | none
                    'weekly & !daily'           | copy dr
                    'weekly | monthly'          | latest, copy dr, random 30d
                    'daily | (monthly & database)' | coverage, latest, random 30d
                    """)
    void tags_select_restores_as_they_select_classes(String expression, String expected) throws IOException {
        var selected = LaunchedChecks.discovered(configuration(SHOP), expression, Backups.class).values().stream()
                .filter(name -> !name.contains(" · ") || name.endsWith(" · restored"))
                .map(name -> name.contains(" · ") ? name.split(" · ")[1] : "coverage")
                .toList();

        assertThat(selected.isEmpty() ? "none" : String.join(", ", selected)).isEqualTo(expected);
    }

    @Test
    void a_rule_of_some_suites_is_selected_by_these_only() throws IOException {
        rule("weekly-only.sql", "-- cadence: weekly\nselect 1");

        assertThat(LaunchedChecks.discovered(configuration(SHOP), "daily", Backups.class)
                        .values())
                .contains("shop · latest · restored")
                .doesNotContain("shop · latest · weekly only");
        assertThat(LaunchedChecks.discovered(configuration(SHOP), "weekly | monthly", Backups.class)
                        .values())
                .contains("shop · latest · weekly only", "shop · copy dr · weekly only")
                .doesNotContain("shop · random 30d · weekly only");
    }

    @Test
    void identities_do_not_follow_order_or_number() throws IOException {
        rule("orphans.sql", "select 1");
        var before = LaunchedChecks.discovered(configuration(SHOP), "daily | weekly | monthly", Backups.class);

        rule("a-new-one.sql", "select 1");
        var more = "  abbey: {engine: postgresql, backup: {type: sample}, restores: {daily: [latest]}}\n"
                + SHOP.replace("weekly: [latest, copy dr]", "weekly: [1h ago, copy dr, latest]")
                        .replace("engine: postgresql,", "engine: postgresql, verify: [select 1],");
        var after = LaunchedChecks.discovered(configuration(more), "daily | weekly | monthly", Backups.class);

        assertThat(after).hasSizeGreaterThan(before.size()).containsAllEntriesOf(before);
        assertThat(after.keySet())
                .contains("[engine:firedrill]/[class:" + Backups.class.getName()
                        + "]/[system:shop]/[restore:copy dr]/[check:orphans]");
    }

    @Test
    void the_rules_of_a_system_can_lie_elsewhere() throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("own")).resolve("mine.sql"), "select 1");
        var systems = SHOP.replace("engine: postgresql,", "engine: postgresql, rules: ./own,");

        assertThat(LaunchedChecks.discovered(configuration(systems), "daily", Backups.class)
                        .values())
                .contains("shop · latest · mine");
    }

    @Test
    void a_class_without_the_annotation_has_none() throws IOException {
        assertThat(LaunchedChecks.discovered(configuration(SHOP), "daily", BuiltInDiscoveryTest.class))
                .isEmpty();
    }

    private Throwable coverage(String systems) throws IOException {
        return LaunchedChecks.run(configuration(systems), "daily", Map.of(), Backups.class)
                .thrownBy("every system is covered");
    }

    /** The checks beside this test restore shop, in classes. */
    @Test
    void a_system_is_covered_by_a_class_by_a_restore_of_any_suite_or_by_decision() throws IOException {
        assertThat(
                        coverage(
                                """
                          shop: {engine: postgresql, backup: {type: sample}}
                          yearly: {engine: postgresql, backup: {type: sample}, restores: {quarterly: [latest]}}
                          reports: {outOfScope: rebuilt nightly, owner: data, until: 2999-12-31}
                        """))
                .isNull();
    }

    @Test
    void a_system_that_nobody_looks_at_is_inconclusive() throws IOException {
        var systems =
                """
                  shop: {engine: postgresql, backup: {type: sample}}
                  wiki: {engine: postgresql, backup: {type: sample}}
                """;

        assertThat(coverage(systems))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("nothing is known of the backups of wiki\n")
                .hasMessageContaining("firedrill.yaml:3: systems.wiki")
                .hasMessageContaining("Remedy: list restores: {weekly: [latest]}");
    }

    @Test
    void a_configuration_that_is_wrong_is_told_by_discovery_too() throws IOException {
        var broken = configuration(SHOP.replace("random 30d", "yesterday"));

        assertThatThrownBy(() -> LaunchedChecks.discovered(broken, "daily", Backups.class))
                .hasMessageContaining(broken + ":2: systems.shop.restores.monthly[0]: found [yesterday]\n"
                        + "  Remedy: give latest, 'random 30d', '1h ago', 'copy NAME', an instant, name:POINT,"
                        + " lsn:0/3000060 or inventory");
    }
}

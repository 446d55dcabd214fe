package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.Exhaustive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's mistake is said in one message, without a stack trace, before anything is restored. */
@Exhaustive
class PreflightTest {
    @TempDir
    private Path directory;

    private PlantedProject project;

    @BeforeEach
    void plant() throws Exception {
        project = new PlantedProject(directory).source("planted.ShopCheck", check("@Restore(\"shop\")"));
    }

    private static String check(String annotations) {
        return """
                package planted;
                import dev.firedrill.junit.*;
                import org.junit.jupiter.api.*;
                @Monthly %s public class ShopCheck { @Test public void it_holds() {} }
                """
                .formatted(annotations);
    }

    private void assertMistake(String groups, String... parts) throws Exception {
        assertMistake(groups, Map.of(), parts);
    }

    private void assertMistake(String groups, Map<String, String> properties, String... parts) throws Exception {
        var ended = project.run(Preflight.class, groups, properties);
        assertThat(ended.output()).contains(parts).contains("Remedy: ").doesNotContain("\tat ", "Exception");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(directory.resolve("w")).doesNotExist();
    }

    @Test
    void what_is_right_passes_in_silence() throws Exception {
        var ended = project.run(Preflight.class, "monthly & !weekly", Map.of());

        assertThat(ended.output()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void an_unknown_tag_is_told_with_the_known_ones() throws Exception {
        assertMistake("montly", "-Dgroups=montly: unknown tag [montly]", "known tags are [", "monthly");
    }

    @Test
    void an_unknown_tag_beside_a_known_one_is_told() throws Exception {
        assertMistake("monthly | dialy", "-Dgroups=monthly | dialy: unknown tag [dialy]");
    }

    @Test
    void an_expression_that_selects_nothing_is_told() throws Exception {
        assertMistake("monthly & weekly", "-Dgroups=monthly & weekly: selects no check at all");
    }

    @Test
    void an_unknown_system_is_told_with_the_known_ones() throws Exception {
        project.source("planted.ShopCheck", check("@Restore(\"shopp\")"));

        assertMistake(
                "monthly",
                "@Restore on planted.ShopCheck: asks for system [shopp]",
                "firedrill.yaml",
                "it knows [shop]");
    }

    @Test
    void an_unknown_copy_is_told() throws Exception {
        project.source("planted.ShopCheck", check("@Restore(value = \"shop\", copy = \"mars\")"));

        assertMistake("monthly", "firedrill.yaml:1", "system [shop] has no copy [mars]");
    }

    @Test
    void a_target_that_cannot_be_read_is_told() throws Exception {
        project.source("planted.ShopCheck", check("@Restore(value = \"shop\", at = \"yesterday\")"));

        assertMistake("monthly", "@Restore on planted.ShopCheck: at = \"yesterday\"", "1h ago");
    }

    @Test
    void a_period_that_cannot_be_read_is_told() throws Exception {
        project.source("planted.ShopCheck", check("@Restore(value = \"shop\", random = \"a month\")"));

        assertMistake("monthly", "random = \"a month\"", "random = \"30d\"");
    }

    @Test
    void a_type_of_backup_that_is_not_restored_yet_is_told() throws Exception {
        project.configuration("systems: {shop: {engine: postgresql, backup: {type: tar, file: shop.tgz}}}\n");

        assertMistake("monthly", "firedrill.yaml:1", "backups of type [tar] of engine [postgresql] cannot be read");
    }

    @Test
    void a_platform_that_is_not_installed_is_told() throws Exception {
        project.configuration("systems: {shop: {engine: postgresql, platform: docker, backup: {type: sample}}}\n");

        assertMistake("monthly", "platform [docker], which is not installed; installed are [local, aws]");
    }

    @Test
    void programs_that_are_not_where_the_configuration_says_are_told() throws Exception {
        project.configuration(
                "defaults: {binaries: nowhere}\n" + "systems: {shop: {engine: postgresql, backup: {type: sample}}}\n");

        assertMistake("monthly", "firedrill.yaml:1: defaults.binaries: there is no directory ", "/nowhere");
    }

    @Test
    void a_missing_configuration_is_told() throws Exception {
        Files.delete(directory.resolve("firedrill.yaml"));

        assertMistake("monthly", "firedrill.yaml", "no such file");
    }

    @Test
    void a_mistyped_configuration_is_told_with_line_and_key() throws Exception {
        project.configuration("systems:\n  shop:\n    engin: postgresql\n    backup: {type: sample}\n");

        assertMistake("monthly", "firedrill.yaml:3", "engin", "engine");
    }

    @Test
    void a_mistyped_wish_to_keep_is_told() throws Exception {
        assertMistake("monthly", Map.of("firedrill.keep", "sometimes"), "-Dfiredrill.keep: [sometimes]", "on-failure");
    }

    private void listed(String restores) throws Exception {
        project.source(
                        "planted.BackupsCheck",
                        "package planted; @dev.firedrill.junit.BuiltInChecks public class BackupsCheck {}")
                .configuration("systems:\n  shop:\n    engine: postgresql\n    backup: {type: sample}\n"
                        + "    copies: {odd: {type: tar}}\n    restores: " + restores + "\n");
    }

    private Path rule(String name) throws Exception {
        var file = directory.resolve("suites/rules").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "-- key: 1\nselect 1\n");
    }

    @Test
    void listed_restores_pass_in_silence() throws Exception {
        rule("shop/orphans.sql");
        listed("{weekly: [latest, random 30d], monthly: [2026-11-22T03:14:00Z]}");

        var ended = project.run(Preflight.class, "weekly | monthly", Map.of());

        assertThat(ended.output()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void a_suite_without_a_listed_restore_is_no_mistake_while_something_is_selected() throws Exception {
        listed("{weekly: [latest]}");

        assertThat(project.run(Preflight.class, "monthly", Map.of()).exitCode()).isZero();
        assertMistake("quarterly", "-Dgroups=quarterly: selects no check at all");
    }

    @Test
    void a_listed_restore_of_a_selected_suite_that_cannot_be_made_is_told() throws Exception {
        listed("{weekly: [copy odd], monthly: [latest]}");

        assertMistake("weekly", "firedrill.yaml:5", "backups of type [tar] of engine [postgresql] cannot be read");
        assertThat(project.run(Preflight.class, "monthly", Map.of()).exitCode()).isZero();
    }

    @Test
    void a_listed_moment_that_is_none_is_told() throws Exception {
        listed("{weekly: [2026-13-41T03:14:00Z]}");

        assertMistake("weekly", "firedrill.yaml:6: systems.shop.restores.weekly[0]", "2026-13-41T03:14:00Z");
    }

    @Test
    void a_class_of_built_in_checks_under_another_name_is_told() throws Exception {
        project.source(
                "planted.Backups", "package planted; @dev.firedrill.junit.BuiltInChecks public class Backups {}");

        assertMistake("monthly", "planted.Backups: asks for a restore, but its name does not end with Check");
    }

    /** It is a check of its own, which tells it: see {@link BuiltInSqlFilesTest}. */
    @Test
    void a_rule_that_is_not_in_order_keeps_nothing_from_running() throws Exception {
        listed("{weekly: [latest]}");
        Files.writeString(rule("shop/orphans.sql"), "-- title: a\nselect 1;\nselect 2");

        var ended = project.run(Preflight.class, "weekly", Map.of());

        assertThat(ended.output()).isEmpty();
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void a_list_of_known_offences_that_is_garbled_is_told_with_its_line() throws Exception {
        project.configuration(
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known: [{rule: r, keys: k.csv, owner: dba, until: 2099-01-01, why: OPS-41}]
                """);
        assertMistake("monthly", "firedrill.yaml:5: systems.shop.known[0]: there is no file [", "/k.csv]");

        Files.writeString(directory.resolve("k.csv"), "id\n1\n\"2\n");
        assertMistake("monthly", "/k.csv:3: a quote is opened and never closed");
    }
}

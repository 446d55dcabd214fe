package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores and rules that would never run, or run twice, are refused before anything is restored. */
class BuiltInMistakesTest {
    private static final String LISTED = "engine: postgresql, restores: {weekly: [latest]}";

    @TempDir
    private Path directory;

    private void find(String system, Class<?>... classes) throws IOException {
        var file = Files.writeString(
                directory.resolve("firedrill.yaml"), "systems: {shop: {" + system + ", backup: {type: sample}}}\n");
        new BuiltInMistakes(ConfigurationReader.read(file), List.of(classes)).find();
    }

    private void rule(String name, String text) throws IOException {
        var rules = Files.createDirectories(directory.resolve("suites/rules/shop"));
        Files.writeString(rules.resolve(name), text);
    }

    private void assertMistake(String system, List<Class<?>> classes, String... parts) {
        assertThatThrownBy(() -> find(system, classes.toArray(Class<?>[]::new)))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("Remedy: ");
    }

    @Test
    void restores_and_rules_that_run_are_no_mistake() throws IOException {
        rule("orphans.sql", "-- cadence: weekly\nselect 1");

        assertThatCode(() -> find(LISTED, BuiltInMistakesTest.class)).doesNotThrowAnyException();
    }

    @Test
    void a_project_without_either_needs_no_class() {
        assertThatCode(() -> find("engine: postgresql")).doesNotThrowAnyException();
    }

    @Test
    void restores_that_no_class_would_make_are_told() {
        assertMistake(
                LISTED,
                List.of(),
                "firedrill.yaml:1: systems.shop.restores.weekly[0]: lists restores, but no class of checks would make",
                "@BuiltInChecks class BackupsCheck {}");
    }

    @Test
    void restores_that_two_classes_would_make_are_told() {
        assertMistake(
                LISTED,
                List.of(BuiltInMistakesTest.class, String.class),
                "BuiltInMistakesTest, java.lang.String: have @BuiltInChecks",
                "2 times");
    }

    @Test
    void a_rule_of_suites_that_restore_nothing_is_told() throws IOException {
        rule("orphans.sql", "-- cadence: monthly, quarterly\nselect 1");

        assertMistake(
                LISTED,
                List.of(BuiltInMistakesTest.class),
                "suites/rules/shop/orphans.sql: would never run: system [shop] lists no restore of suites [monthly,"
                        + " quarterly]",
                "restores: {monthly: [latest]}");
    }

    @Test
    void a_rule_of_a_system_that_lists_no_restore_is_told() throws IOException {
        rule("orphans.sql", "select 1");

        assertMistake(
                "engine: postgresql",
                List.of(BuiltInMistakesTest.class),
                "suites/rules/shop/orphans.sql: would never run",
                "restores: {weekly: [latest]}");
    }

    @Test
    void a_rule_of_another_engine_is_told() throws IOException {
        rule("orphans.sql", "select 1");

        assertMistake(
                "engine: redis, restores: {weekly: [latest]}",
                List.of(BuiltInMistakesTest.class),
                "orphans.sql: is an SQL rule of a system of engine [redis]");
    }

    @Test
    void what_looks_like_a_rule_and_would_not_run_is_told() throws IOException {
        rule("orphans.SQL", "select 1");

        assertMistake(
                LISTED, List.of(BuiltInMistakesTest.class), "orphans.SQL: looks like a rule, but would never run");
    }

    @Test
    void a_rule_that_is_not_in_order_keeps_no_other_from_running_unless_nobody_would_tell() throws IOException {
        rule("orphans.sql", "-- title: a\n");

        assertThatCode(() -> find(LISTED, BuiltInMistakesTest.class)).doesNotThrowAnyException();
        assertMistake("engine: postgresql", List.of(BuiltInMistakesTest.class), "orphans.sql: there is no query in it");
    }
}

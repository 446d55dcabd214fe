package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory of rules: what lies there runs, or is refused, or is plainly something else. */
class SqlRulesTest {
    @TempDir
    private Path directory;

    private Configuration configuration() throws IOException {
        var file = directory.resolve("firedrill.yaml");
        Files.writeString(
                file,
                """
                systems:
                  shop: {engine: postgresql, backup: {type: sample}}
                  old: {outOfScope: gone, owner: dba, until: 2999-01-01}
                """);
        return ConfigurationReader.read(file);
    }

    private List<SqlRule> rules() throws IOException {
        return SqlRules.of(configuration().system("shop", "a test"));
    }

    private Path file(String name, String text) throws IOException {
        var file = directory.resolve("suites/rules").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void a_system_without_the_directory_has_no_rules() throws IOException {
        assertThat(rules()).isEmpty();
    }

    @Test
    void each_file_is_a_rule_in_the_order_of_names() throws IOException {
        file("shop/b.sql", "select 1");
        file("shop/a.sql", "select 2");
        file("shop/odd name.sql", "select 3");

        assertThat(rules())
                .extracting(SqlRule::file)
                .containsExactly(
                        "suites/rules/shop/a.sql", "suites/rules/shop/b.sql", "suites/rules/shop/odd name.sql");
        assertThat(rules().get(2).id()).matches("odd-name-[0-9a-f]{6}");
        assertThat(rules().get(2).title()).isEqualTo("odd name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/a.SQL",
                "shop/a.sql.txt",
                "shop/a.sql~",
                "shop/.a.sql",
                "shop/.sql",
                "shop/query",
                "shop/query.txt",
                "shop/more/a.sql",
                "shop/more/deep/a.sql"
            })
    void what_looks_like_a_rule_and_would_not_run_is_refused(String name) throws IOException {
        file("shop/a-rule.sql", "select 1");
        file(name, "-- all of them\n/* yes */ SELECT 1");

        assertThatThrownBy(this::rules)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("suites/rules/shop/", "looks like a rule, but would never run", "NAME.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop/README", "shop/notes.md", "shop/keys.csv", "shop/empty"})
    void what_is_plainly_something_else_may_lie_there(String name) throws IOException {
        file("shop/a.sql", "select 1");
        file(name, name.endsWith("empty") ? "" : name.endsWith("csv") ? "id\n1\n" : "With these rules ...");

        assertThat(rules()).hasSize(1);
    }

    @Test
    void a_file_that_is_no_text_may_lie_there() throws IOException {
        file("shop/a.sql", "select 1");
        Files.write(directory.resolve("suites/rules/shop/logo.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});

        assertThat(rules()).hasSize(1);
    }

    @Test
    void a_directory_that_is_called_like_a_rule_is_refused() throws IOException {
        Files.createDirectories(directory.resolve("suites/rules/shop/a.sql"));

        assertThatThrownBy(this::rules)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("suites/rules/shop/a.sql: is not a file that can be read");
    }

    @Test
    void a_file_in_the_place_of_the_directory_is_refused() throws IOException {
        file("shop", "select 1");

        assertThatThrownBy(this::rules)
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("suites/rules/shop", "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shopp/a.sql", "a.sql", "Shop/a.sql"})
    void rules_of_no_system_are_refused(String name) throws IOException {
        file("shop/a.sql", "select 1");
        var stray = file(name, "select 1");

        assertThatThrownBy(() -> SqlRules.requireOwners(configuration()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("belongs to no system of")
                .hasMessageContaining("systems are [shop]");
        Files.delete(stray);
        assertThatCode(() -> SqlRules.requireOwners(configuration())).doesNotThrowAnyException();
    }

    @Test
    void rules_of_a_system_that_is_out_of_scope_may_stay() throws IOException {
        file("old/a.sql", "select 1");

        assertThatCode(() -> SqlRules.requireOwners(configuration())).doesNotThrowAnyException();
    }
}

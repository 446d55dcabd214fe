package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.Bounds;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file either is one rule that is understood, or a mistake with its line. */
class SqlRuleTest {
    @TempDir
    private Path directory;

    private SqlRule rule(String text) throws IOException {
        return SqlRule.read(directory, Files.writeString(directory.resolve("orders-have_customers.sql"), text));
    }

    private void assertMistake(String text, String... parts) {
        assertThatThrownBy(() -> rule(text))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining("Remedy: ");
    }

    @Test
    void a_query_alone_is_a_rule() throws IOException {
        var rule = rule("select id from orders");

        assertThat(rule)
                .isEqualTo(new SqlRule(
                        "orders-have_customers.sql",
                        "orders-have_customers",
                        "orders have customers",
                        "",
                        1,
                        Bounds.NONE_ALLOWED,
                        List.of("daily", "weekly", "monthly", "quarterly"),
                        "select id from orders",
                        1));
    }

    @Test
    void the_header_says_the_rest() throws IOException {
        var rule = rule(
                """
                -- title: every order: a customer
                --because: OPS-41
                -- Written after the incident. See: the wiki

                -- key: 2
                -- atMost: 3
                -- warnAbove: 0
                -- cadence: weekly, monthly
                /* joins */ select a, b
                from orders; -- done
                """);

        assertThat(rule.title()).isEqualTo("every order: a customer");
        assertThat(rule.because()).isEqualTo("OPS-41");
        assertThat(rule.keys()).isEqualTo(2);
        assertThat(rule.bounds()).isEqualTo(new Bounds(3, 0));
        assertThat(rule.cadences()).containsExactly("weekly", "monthly");
        assertThat(rule.sql()).isEqualTo("select a, b\nfrom orders");
        assertThat(rule.line()).isEqualTo(9);
    }

    @Test
    void why_is_another_word_for_because_and_one_of_them_is_enough() throws IOException {
        assertThat(rule("-- why: OPS-41\nselect 1").because()).isEqualTo("OPS-41");
        assertMistake(
                "-- why: a\n-- title: t\n-- because: b\nselect 1",
                "orders-have_customers.sql:3: why and because are the same, and both are given");
    }

    @Test
    void severity_says_whether_a_rule_ever_fails() throws IOException {
        assertThat(rule("-- severity: fail\n-- atMost: 3\nselect 1").bounds()).isEqualTo(new Bounds(3, 3));
        assertThat(rule("-- severity: warn\nselect 1").bounds()).isEqualTo(Bounds.warningAbove(0));
        assertThat(rule("-- severity: warn\n-- warnAbove: 5\nselect 1").bounds())
                .isEqualTo(Bounds.warningAbove(5));
        assertThat(Bounds.warningAbove(5).text()).isEqualTo("at most 5, else a warning");
        assertThat(Bounds.warningAbove(5).judge(5)).isEqualTo(Verdict.PASS);
        assertThat(Bounds.warningAbove(5).judge(1_000_000)).isEqualTo(Verdict.WARN);
    }

    @Test
    void a_bound_alone_warns_of_nothing() throws IOException {
        assertThat(rule("-- atMost: 3\nselect 1").bounds()).isEqualTo(new Bounds(3, 3));
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_no_fault() throws IOException {
        var rule = rule("\uFEFF-- title: a\r\n-- key: 2\r\nselect 1, 2\r\n");

        assertThat(rule.title()).isEqualTo("a");
        assertThat(rule.keys()).isEqualTo(2);
        assertThat(rule.line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ';' where 'a;' <> ';'",
                "select \"a;b\" from t",
                "select $$;$$, $x$ ; $$ ; $x$",
                "select 1 /* ; /* ; */ ; */ + 1",
                "select 1 -- ; select 2\n+ 1",
                "select E'\\';' from t",
                "with a as (select 1) select * from a",
                "(select 1) union (select 2)",
                "VALUES (1), (2)",
                "Table orders"
            })
    void what_stands_in_quotes_and_comments_ends_no_statement(String sql) throws IOException {
        assertThat(rule(sql + " ; ;\n-- end\n/* of it */").sql()).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "-- title: nothing follows\n", "/* select 1 */", ";", "-- a\n;\n"})
    void an_empty_file_is_no_rule(String text) {
        assertMistake(text, "orders-have_customers.sql: there is no query in it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select 1;\n\nselect 2", "select 1; -- a\n/* b */ select 2;", "select 1;\n;\ndelete from a"})
    void two_statements_are_refused(String text) {
        assertMistake(text, "a second statement begins here", "orders-have_customers.sql:");
    }

    @Test
    void the_second_statement_is_pointed_at() {
        assertMistake("select 1;\n\n-- and\nselect 2", "orders-have_customers.sql:4: a second statement");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"delete from orders", "SET x = 1", "do $$ begin end $$", "explain select 1", "selects 1", "\\d"})
    void what_is_no_query_is_refused(String text) {
        assertMistake("-- title: a\n" + text, "orders-have_customers.sql:2: begins with [", "is not a query");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -- atmost: 3               | unknown key [atmost]        | write atMost
                    -- keys: 2                 | unknown key [keys]          | write key
                    -- titel: a                | unknown key [titel]         | write title
                    -- key: 0                  | key [0] is not a whole      | -- key: 1
                    -- key: two                | key [two] is not a whole    | -- key: 1
                    -- atMost: -1              | atMost [-1] is not a whole  | -- atMost: 1
                    -- atMost:                 | atMost has no value         | give one
                    -- warnAbove: 1            | warnAbove 1 with atMost 0   | give both
                    -- severity: error         | severity [error] is unknown | fail or warn
                    -- severty: warn           | unknown key [severty]       | write severity
                    -- cadence: hourly         | cadence [hourly] is unknown | daily, weekly
                    -- cadence: daily, wekly   | is unknown                  | daily, weekly
                    """)
    void a_header_that_is_not_understood_is_told_with_its_line(String line, String problem, String remedy) {
        assertMistake("-- because: x\n" + line + "\nselect 1", "orders-have_customers.sql:2: ", problem, remedy);
    }

    @Test
    void a_bound_of_failing_beside_a_severity_that_never_fails_is_told() {
        assertMistake(
                "-- severity: warn\n-- atMost: 3\nselect 1",
                "orders-have_customers.sql:2: atMost says beyond what the rule fails, and with severity: warn it never does",
                "write warnAbove");
    }

    @Test
    void a_key_that_is_given_twice_is_told() {
        assertMistake("-- key: 1\n-- key: 2\nselect 1", "orders-have_customers.sql:2: key is given twice");
    }

    @Test
    void a_header_ends_with_the_comment_that_the_file_begins_with() throws IOException {
        assertThat(rule("select 1\n-- atMost: 9\n").bounds()).isEqualTo(Bounds.NONE_ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rto.sql", "catalog-foreign-keys.sql"})
    void the_name_of_a_check_that_every_restore_has_is_taken(String name) throws IOException {
        var file = Files.writeString(directory.resolve(name), "select 1");

        assertThatThrownBy(() -> SqlRule.read(directory, file))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll(name, "rename the file");
    }

    @Test
    void a_file_that_is_not_in_order_has_the_id_that_its_rule_would_have_and_never_that_of_another_check()
            throws IOException {
        for (var name : List.of("orders-total", "rto", "catalog-not-null")) {
            var found = SqlRuleOrMistake.read(directory, Files.writeString(directory.resolve(name + ".sql"), "delete"));

            assertThat(found.isRule()).isFalse();
            assertThat(found.id()).isEqualTo(name.equals("orders-total") ? name : name + ".sql");
        }
    }

    @Test
    void what_cannot_be_read_is_no_rule() throws IOException {
        var latin = Files.write(directory.resolve("latin.sql"), "select 'ä'".getBytes(StandardCharsets.ISO_8859_1));
        var folder = Files.createDirectory(directory.resolve("folder.sql"));

        assertThatThrownBy(() -> SqlRule.read(directory, latin))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("latin.sql: cannot be read: it is not UTF-8 text");
        assertThatThrownBy(() -> SqlRule.read(directory, folder))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("folder.sql: is not a file that can be read");
    }

    @Test
    void the_template_is_a_rule() throws IOException {
        var rule = rule(Files.readString(Path.of("docs/rule-template.sql")));

        assertThat(rule.bounds()).isEqualTo(Bounds.NONE_ALLOWED);
        assertThat(rule.sql()).startsWith("select id").endsWith("order by id");
    }
}

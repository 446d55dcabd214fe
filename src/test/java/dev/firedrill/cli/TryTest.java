package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules on an instance that an earlier command kept. */
class TryTest {
    @TempDir
    static Path home;

    private static Typed typed;

    @TempDir
    Path rules;

    @BeforeAll
    static void keep() throws IOException {
        typed = Typed.on(home);
        typed.run("shell", "shop").isPass();
    }

    @AfterAll
    static void discard() throws IOException {
        typed.configured("").nothingStays();
    }

    @Test
    void a_rule_that_holds_passes() throws IOException {
        var file = rule(
                "no-free-orders.sql", "-- title: no order is free", "select id from orders where total_amount <= 0");
        typed.run("try", "shop", file)
                .isPass()
                .says("PASS  shop · latest · backup base-", " · rule no-free-orders", "no order is free", "found 0");
    }

    @Test
    void a_broken_rule_fails_with_the_keys_of_offenders() throws IOException {
        var file = rule(
                "cheap.sql",
                "-- title: no order is cheap",
                "-- because: OPS-41",
                "select id, total_amount from orders order by id");
        var ended = typed.run("try", "shop", file);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAIL);
        ended.says(
                        "FAIL  shop · latest · backup base-",
                        " · rule cheap",
                        "because OPS-41",
                        "rows were returned; allowed: 0")
                .says("id:  1, 2, 3 ... 20 of ", ", all below", "\n  20\n", "All:  select id, total_amount");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void a_rule_that_warns_is_green_and_says_so() throws IOException {
        var file = rule("few.sql", "-- atMost: 3", "-- warnAbove: 0", "select id from orders where id <= 2");
        typed.run("try", "shop", file).isPass().says("WARN  shop · latest", "2 rows were returned; allowed: 3");
    }

    @Test
    void a_query_error_is_inconclusive_and_its_line_is_named() throws IOException {
        var file = rule("lost.sql", "-- title: lost", "select id", "from orderz");
        var ended = typed.run("try", "shop", file);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        ended.says("INCONCLUSIVE  shop · latest", "relation \"orderz\" does not exist", "lost.sql:3)");
    }

    @Test
    void a_syntax_error_is_inconclusive_and_its_line_is_named() throws IOException {
        var file = rule("odd.sql", "select id", "from orders", "wher id = 1");
        var ended = typed.run("try", "shop", file);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        ended.says("42601", "odd.sql:3)");
    }

    @Test
    void of_several_rules_all_are_tried_and_the_worst_counts() throws IOException {
        var lost = rule("lost.sql", "select id from orderz");
        var broken = rule("broken.sql", "select id from orders");
        var good = rule("good.sql", "select id from orders where id < 0");
        var ended = typed.run("try", "shop", lost, broken, good);
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAIL);
        ended.says("INCONCLUSIVE", "FAIL", "PASS");
        assertThat(typed.run("try", "shop", good, lost).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void keys_are_not_shown_where_the_configuration_says_so() throws IOException {
        var file = rule("cheap.sql", "select name from customers order by id");
        typed.configured("    samples: hashed\n");
        try {
            var ended = typed.run("try", "shop", file);
            assertThat(ended.exitCode()).isEqualTo(ExitCode.FAIL);
            assertThat(ended.out()).doesNotContain("Customer").containsPattern("name: {2}[0-9a-f]{12}, ");
        } finally {
            typed.configured("");
        }
    }

    @Test
    void a_user_is_told_of_mistakes() throws IOException {
        var good = rule("good.sql", "select id from orders where id < 0");
        typed.run("try", "shop", rule("delete.sql", "", "delete from orders"))
                .isMistake("delete.sql:2: begins with [delete], and is not a query", "Remedy: ");
        typed.run("try", "shop", rules.resolve("none.sql").toString()).isMistake("none.sql: is not a file", "Remedy: ");
        typed.run("try", "billing", good).isMistake("asks for system [billing]", "Remedy: ");
        typed.run("try", "shop").isMistake("Missing required parameter: 'RULE.sql'");
        typed.configured("  billing: {engine: postgresql, backup: {type: base-backup, directory: backups}}\n");
        try {
            typed.run("try", "billing", good)
                    .isMistake("no instance of system [billing] is kept", "Remedy: firedrill shell billing --print");
        } finally {
            typed.configured("");
        }
    }

    /** What is loaded costs time: all of it has to fit in two seconds. */
    @Test
    void neither_junit_nor_allure_is_set_to_work_for_it() throws Exception {
        var file = rule("good.sql", "select id from orders where id < 0");
        var line = new ArrayList<>(
                ChildCommand.line("try", "shop", file, "--config", typed.file().toString()));
        line.add(1, "-Xlog:class+load:stdout");
        var process = new ProcessBuilder(line).start();
        var loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(loaded).isZero();
        assertThat(loaded).contains("PASS  shop", "dev.firedrill.cli.Try ");
        assertThat(loaded.lines().filter(text -> text.contains("source: file:")))
                .noneMatch(text -> text.contains("] org.junit") || text.contains("] io.qameta"))
                .hasSizeLessThan(2_500);
    }

    private String rule(String name, String... lines) throws IOException {
        return Files.writeString(rules.resolve(name), String.join("\n", List.of(lines)))
                .toString();
    }
}

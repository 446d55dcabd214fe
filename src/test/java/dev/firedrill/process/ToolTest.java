package dev.firedrill.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a tool is given, and what it leaves. */
@Timeout(120)
class ToolTest {
    @TempDir
    Path home;

    private static Tool shell(String script) {
        return Tool.of("sh", "-c", script).within(Duration.ofMinutes(1));
    }

    @Test
    void output_and_errors_are_told_apart_and_an_exit_code_is_no_exception() {
        var result = shell("echo out; echo err >&2; exit 3").run();
        assertThat(result).isEqualTo(new ToolResult(3, "out\n", "err\n", false, false));
        assertThat(result.isComplete()).isFalse();
        assertThat(result.toString()).doesNotContain("out\n", "err\n");
    }

    @Test
    void what_a_tool_printed_is_given_back_and_its_input_is_empty() {
        assertThat(shell("cat; echo ä").runOrThrow("printing")).isEqualTo("ä\n");
        assertThat(shell("printf 'a\\377b'").runOrThrow("printing")).isEqualTo("a\ufffdb");
    }

    @Test
    void arguments_reach_it_as_they_are() {
        var odd = List.of("printf", "%s|", "a b", "$(touch x)", "it's", "", "*", "line\nbreak");
        assertThat(Tool.of(odd).runOrThrow("printing")).isEqualTo("a b|$(touch x)|it's||*|line\nbreak|");
    }

    @Test
    void one_that_fails_is_inconclusive_with_its_last_lines() {
        assertThatThrownBy(() -> shell("seq 1 50 >&2; echo data; exit 4")
                        .named("barman check")
                        .runOrThrow("checking server main"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("checking server main failed: [barman check] ended with exit code 4")
                .hasMessageContainingAll("31", "50")
                .hasMessageNotContainingAny("30", "data");
    }

    @Test
    void a_program_that_is_not_there_is_named_with_a_remedy() {
        var result = Tool.of("no-such-tool", "--password=x").run();
        assertThat(result.exitCode()).isEqualTo(ToolResult.NOT_STARTED);
        assertThat(result.errors()).contains("no-such-tool is not there; looked in /", "Remedy: install it, or name");
        assertThatThrownBy(() -> Tool.of("/no/such/tool", "--password=x").runOrThrow("listing"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("listing failed", "/no/such/tool", "Remedy: install it")
                .hasMessageNotContaining("--password");
    }

    @Test
    void a_program_is_looked_for_in_the_path_that_it_is_given() throws IOException {
        var program = Files.writeString(home.resolve("listing-of-mine"), "#!/bin/sh\necho \"$PATH\"\n");
        assertThat(Tool.of(program.toString()).run().errors()).contains("not a program that may be executed");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var path = Map.of("PATH", home.toString());
        assertThat(Tool.of("listing-of-mine").withEnvironment(path).runOrThrow("listing"))
                .isEqualTo(home + "\n");
        assertThat(Tool.of("listing-of-mine").run().exitCode()).isEqualTo(ToolResult.NOT_STARTED);
        assertThat(Tool.of("./listing-of-mine").in(home).run().exitCode()).isZero();
    }

    @Test
    void files_and_directories_that_are_not_there_are_named() {
        var missing = home.resolve("missing");
        for (var tool : List.of(
                shell("true").in(missing),
                shell("true").readingFrom(missing),
                shell("true").writingTo(missing.resolve("file")))) {
            var result = tool.run();
            assertThat(result.exitCode()).isEqualTo(ToolResult.NOT_STARTED);
            assertThat(result.errors()).contains(missing.toString());
        }
    }

    @Test
    void it_is_told_what_it_is_given_and_no_more_of_ours_than_it_needs() {
        var given = Map.of("PGBACKREST_REPO1_PATH", "/a b\nc", "left", "1", "TZ", "Asia/Tokyo");
        var told = Tool.of("env", "-0").withEnvironment(given).runOrThrow("listing");
        assertThat(told.split("\0"))
                .contains("PGBACKREST_REPO1_PATH=/a b\nc", "left=1", "TZ=Asia/Tokyo")
                .extracting(line -> line.split("=")[0])
                .contains("PATH")
                .allMatch(name -> name.matches("PATH|LANG|LC_\\w+|TZ|HOME|TMPDIR|FIREDRILL_TOOL|PWD|OLDPWD|SHLVL|_"
                        + "|PGBACKREST_REPO1_PATH|left"));
    }

    @Test
    void a_secret_is_on_no_command_line_and_in_no_message() {
        var lines = new CopyOnWriteArrayList<String>();
        var tool = shell("tr '\\0' ' ' </proc/$PPID/cmdline; echo \"refused $PGPASSWORD of $PGUSER\" >&2; exit 1")
                .withEnvironment(Map.of("PGPASSWORD", "s3cr3t-word", "PGUSER", "somebody"))
                .tellingLines(lines::add);
        assertThat(tool.run().output()).contains("firedrill-tool").doesNotContain("s3cr3t-word");
        assertThat(lines).containsExactly("refused *** of somebody");
        assertThatThrownBy(() -> tool.runOrThrow("asking"))
                .hasMessageContaining("refused *** of somebody")
                .hasMessageNotContaining("s3cr3t-word");
        assertThat(tool).hasToString("sh");
    }

    @Test
    void variables_that_could_not_be_passed_on_are_refused_without_their_values() {
        var tool = Tool.of("true");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tool.withEnvironment(Map.of("PGPASSWORD", "s3cr3t\0")))
                .withMessageContaining("PGPASSWORD")
                .withMessageNotContaining("s3cr3t");
        assertThatIllegalArgumentException().isThrownBy(() -> tool.withEnvironment(Map.of("a-b", "s3cr3t")));
    }

    @Test
    void input_comes_from_a_file_and_output_goes_to_one_that_only_we_may_read() throws IOException {
        var input = Files.writeString(home.resolve("it's in"), "b\na\n");
        var output = home.resolve("sorted");
        var tool = Tool.of("sort").readingFrom(input).writingTo(output);
        assertThat(tool.runOrThrow("sorting")).isEmpty();
        assertThat(output).hasContent("a\nb\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
                .isEqualTo("rw-------");
        Files.writeString(input, "c");
        tool.runOrThrow("sorting again");
        assertThat(output).as("emptied first").hasContent("c\n");
    }

    @Test
    void it_works_in_its_directory() throws IOException {
        assertThat(Path.of(Tool.of("pwd").in(home).runOrThrow("asking").strip()))
                .isEqualTo(home.toRealPath());
    }

    @Test
    void floods_on_both_streams_neither_hang_nor_fill_memory_and_are_said() {
        var result = shell(
                        "head -c 70000000 /dev/zero | tr '\\0' 'e' >&2 & head -c 70000000 /dev/zero; wait; echo end >&2")
                .run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.outputCut()).isTrue();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.output()).hasSize(64 << 20);
        assertThat(result.errors())
                .hasSizeLessThan(70_000)
                .contains(
                        "[what came before is left out, of 70,000,004 bytes in all]",
                        "eeeend\n",
                        "sh printed 70,000,000 bytes");
    }

    @Test
    void output_that_was_cut_is_not_taken_for_an_answer() {
        assertThatThrownBy(() -> shell("head -c 70000000 /dev/zero").runOrThrow("listing"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("not all of its output was kept")
                .hasMessageContaining("70,000,000 bytes; only the first 67,108,864");
    }

    @Test
    void lines_of_errors_are_told_as_they_come_and_long_ones_shortened() {
        var lines = new CopyOnWriteArrayList<String>();
        shell("echo no; echo one >&2; printf '10%%\\r20%%\\r\\n' >&2; head -c 5000 /dev/zero | tr '\\0' x >&2")
                .tellingLines(lines::add)
                .run();
        assertThat(lines).containsExactly("one", "10%", "20%", "x".repeat(2000) + "...");
    }

    @Test
    void a_listener_that_throws_does_not_stop_the_tool_and_is_not_forgotten() {
        var done = home.resolve("done");
        var tool = shell("seq 1 100000 >&2; touch '" + done + "'").tellingLines(line -> {
            throw new IllegalStateException("log is full at " + line);
        });
        assertThatThrownBy(tool::run).isInstanceOf(IllegalStateException.class).hasMessage("log is full at 1");
        assertThat(done).exists();
    }

    @Test
    void it_costs_little_more_than_a_plain_process() {
        long plain = shortest(() -> new ProcessBuilder("true").start().waitFor());
        long tool = shortest(() -> Tool.of("true").run());
        assertThat(Duration.ofNanos(tool - plain)).isLessThan(Duration.ofMillis(20));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static long shortest(Work work) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long before = System.nanoTime();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(work::run))
                    .isNull();
            shortest = Math.min(shortest, System.nanoTime() - before);
        }
        return shortest;
    }
}

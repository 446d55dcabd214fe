package dev.firedrill.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a run ends, nothing of it is left: the planted tools follow a file whose name tells them from all others. */
@Timeout(120)
@Exhaustive
class ToolEndTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path home;

    private Path followed;

    @BeforeEach
    void plant() throws Exception {
        followed = Files.createFile(home.resolve("followed"));
    }

    @AfterEach
    void nothing_is_left_even_by_a_red_test() {
        following().forEach(ProcessHandle::destroyForcibly);
        await().atMost(SOON).untilAsserted(() -> assertThat(naming(followed)).isEmpty());
    }

    private Tool shell(String script) {
        return Tool.of("sh", "-c", script, "planted", followed.toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a hang             | echo begun; exec tail -f "$1"
            children           | echo begun; tail -f "$1" & tail -f "$1" | cat; wait
            deaf grandchildren | trap '' TERM; echo begun; (sh -c 'tail -f "$1"; tail -f "$1"' x "$1" & tail -f "$1"); tail -f "$1"
            another session    | echo begun; setsid sh -c 'trap "" TERM; tail -f "$1"; tail -f "$1"' x "$1" & tail -f "$1"
            """)
    void a_time_limit_stops_all_of_it(String what, String script) {
        long before = System.nanoTime();
        var tool = shell(script).within(Duration.ofSeconds(1));
        var result = tool.run();
        assertThat(following()).isEmpty();
        assertThat(result.timedOut()).isTrue();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.output()).isEqualTo("begun\n");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofSeconds(1), SOON);
    }

    @Test
    void one_that_took_too_long_is_inconclusive() {
        assertThatThrownBy(() -> shell("echo waiting for a lock >&2; exec tail -f \"$1\"")
                        .named("pg_restore")
                        .within(Duration.ofMillis(500))
                        .runOrThrow("restoring wiki"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("restoring wiki failed: [pg_restore] was stopped after its time limit of 0.5s")
                .hasMessageContaining("waiting for a lock");
    }

    /** It would be stopped by a TERM that it may handle, so it can put away what it made. */
    @Test
    void it_is_asked_before_it_is_forced() {
        var result = shell("trap 'echo put away; exit 9' TERM; tail -f \"$1\" & wait")
                .within(Duration.ofMillis(500))
                .run();
        assertThat(result.output()).isEqualTo("put away\n");
        assertThat(result.exitCode()).isEqualTo(9);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            in the group       | tail -f "$1" & echo done; exit 5
            in another session | setsid tail -f "$1" & echo done; exit 5
            deaf               | trap '' TERM; setsid tail -f "$1" & tail -f "$1" & echo done; exit 5
            not on its streams | tail -f "$1" >/dev/null 2>&1 & echo done; exit 5
            """)
    void what_a_tool_leaves_behind_neither_hangs_us_nor_stays(String where, String script) {
        long before = System.nanoTime();
        assertThat(shell(script).run()).isEqualTo(new ToolResult(5, "done\n", "", false, false));
        assertThat(following()).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }

    @Test
    void what_a_pipeline_prints_a_moment_after_its_shell_ended_is_read() {
        assertThat(shell("(sleep 0.3; echo late) & echo early").runOrThrow("printing"))
                .isEqualTo("early\nlate\n");
    }

    /** Out of the group and with nothing of its environment, it cannot be known; then the output is not called whole. */
    @Test
    void what_cannot_be_found_does_not_hang_us_and_its_output_is_not_called_whole() {
        var result = shell("setsid env -i /bin/sh -c 'exec tail -f \"$1\"' x \"$1\" & echo done; sleep 0.3")
                .run();
        assertThat(following()).as("the planted stranger").hasSize(1);
        assertThat(result.output()).isEqualTo("done\n");
        assertThat(result.outputCut()).isTrue();
        assertThat(result.errors()).contains("firedrill: something that sh started holds its output open");
    }

    @Test
    void an_interruption_stops_all_of_it() throws Exception {
        var thrown = new AtomicReference<Throwable>();
        var stillInterrupted = new AtomicBoolean();
        var runner = new Thread(() -> {
            try {
                shell("trap '' TERM; tail -f \"$1\" & tail -f \"$1\"; tail -f \"$1\"")
                        .run();
            } catch (Inconclusive e) {
                thrown.set(e);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        runner.start();
        await().atMost(SOON).until(() -> following().size() >= 3);
        runner.interrupt();
        runner.join(SOON.toMillis());
        assertThat(following()).isEmpty();
        assertThat(thrown.get()).hasMessageContaining("interrupted while running sh");
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void nothing_is_started_by_a_thread_that_was_interrupted_before() {
        var made = home.resolve("made");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Tool.of("touch", made.toString()).run()).isInstanceOf(Inconclusive.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(made).doesNotExist();
    }

    /** They print nowhere: {@code tail} ends by itself when nobody reads it any more. */
    @Test
    void a_jvm_that_is_killed_leaves_none_of_it() throws Exception {
        var child = ChildTool.start(List.of(
                "sh",
                "-c",
                "trap '' TERM; exec >/dev/null 2>&1; setsid tail -f \"$1\" & tail -f \"$1\" & tail -f \"$1\"; tail -f \"$1\"",
                "planted",
                followed.toString()));
        try {
            // The JVM and the shells name the file, too.
            await().atMost(Duration.ofSeconds(30)).until(() -> tails() == 3);
        } finally {
            Command.of("kill", "-KILL", Long.toString(child.pid())).runOrThrow("killing the JVM");
            child.waitFor();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(following()).isEmpty());
    }

    private long tails() {
        return following().stream()
                .filter(process -> process.info().command().orElse("").endsWith("tail"))
                .count();
    }

    /** What the planted tool started; the shells beside it need a moment to end after it. */
    private List<ProcessHandle> following() {
        return naming(followed).stream()
                .filter(process -> !process.info().commandLine().orElse("").contains("firedrill-tool"))
                .toList();
    }

    private static List<ProcessHandle> naming(Path file) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(file.toString()))
                .toList();
    }
}

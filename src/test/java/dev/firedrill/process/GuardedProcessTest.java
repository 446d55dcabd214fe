package dev.firedrill.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.testing.Exhaustive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server cannot outlive its JVM, and what is not the server is left alone. */
class GuardedProcessTest {
    @TempDir
    Path home;

    /** It is gone before the shell could say the server's number; saying it ends the shell, and must not leave the server. */
    @Test
    void a_jvm_that_is_killed_while_a_server_starts_leaves_none() throws Exception {
        var served = Files.createFile(home.resolve("served"));
        var guard = new ProcessBuilder(
                "sh",
                "-c",
                "while [ ! -e \"$1\" ]; do sleep 0.01; done; shift; exec sh -c \"$@\"",
                "late",
                gone().toString());
        guard.command().addAll(List.of(GuardedProcess.GUARD, "firedrill-guard", "tail", "-f", served.toString()));
        guard.environment().put("FIREDRILL_LOG", home.resolve("log").toString());
        var shell = guard.start();
        shell.getInputStream().close();
        shell.getOutputStream().close();
        Files.createFile(gone());
        shell.waitFor();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(commandsWith(served.toString())).isEmpty());
    }

    /** The guard is in no group that a terminal or a CI server ends, so it sees to the end of its server. */
    @Exhaustive
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void a_whole_group_that_is_ended_leaves_no_server(String signal) throws Exception {
        var served = Files.createFile(home.resolve("served"));
        var child = ChildServer.start(home.resolve("log"), "tail", "-f", served.toString());
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> commandsWith(served.toString()).stream()
                    .anyMatch(line -> line.matches("\\S*tail -f " + served)));
        } finally {
            Command.of("kill", "-" + signal, "--", "-" + child.pid()).runOrThrow("ending the group");
            assertThat(child.waitFor(30, TimeUnit.SECONDS))
                    .as("the group ended")
                    .isTrue();
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(commandsWith(served.toString())).isEmpty());
    }

    @Test
    void a_server_that_ended_is_not_signalled_again() {
        var process = GuardedProcess.start(List.of("true"), home.resolve("log"));
        await().until(() -> !process.isAlive());
        var shortest = LongStream.generate(() -> nanosOf(() -> process.stop("INT", Duration.ofSeconds(10))))
                .limit(20)
                .min();
        assertThat(shortest.orElseThrow()).as("no program was run").isLessThan(300_000);
        assertThat(process.exitCode()).hasValue(0);
    }

    @Test
    void a_server_is_told_nothing_of_our_environment_but_what_it_needs() throws Exception {
        var log = home.resolve("log");
        var process = GuardedProcess.start(List.of("env"), log);
        await().until(() -> !process.isAlive());
        assertThat(Files.readAllLines(log))
                .extracting(line -> line.split("=")[0])
                .contains("PATH")
                .allMatch(name -> name.matches("PATH|LANG|LC_\\w+|TZ|HOME|TMPDIR|FIREDRILL_LOG|PWD|OLDPWD|SHLVL|_"));
    }

    private static long nanosOf(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return System.nanoTime() - before;
    }

    private Path gone() {
        return home.resolve("gone");
    }

    private static List<String> commandsWith(String text) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(text))
                .toList();
    }
}

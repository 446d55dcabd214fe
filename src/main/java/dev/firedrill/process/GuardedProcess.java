package dev.firedrill.process;

import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A server that cannot outlive this JVM, not even when the JVM is killed with SIGKILL: a shell beside it holds the read
 * end of a pipe whose write end is ours; when that end closes, the shell stops the server at once. A postmaster then
 * stops its children by itself, by force after five seconds, so it is killed only if it takes much longer than that. Both
 * are in a session of their own, so what ends the process group of this JVM reaches neither.
 */
public final class GuardedProcess {
    /** Nothing is said before the guard is there: if nobody listens any more, saying it ends this shell. */
    static final String GUARD =
            """
            exec 3<&0
            "$@" </dev/null 3<&- >>"$FIREDRILL_LOG" 2>&1 &
            server=$!
            (
              word=
              IFS= read -r word <&3
              if [ "$word" != keep ]; then
                kill -QUIT $server
                kill -TERM $server
                left=100
                while [ $left -gt 0 ] && kill -0 $server; do sleep 0.1; left=$((left - 1)); done
                [ $left -gt 0 ] || kill -KILL $server
              fi
            ) >/dev/null 2>&1 &
            guard=$!
            exec 3<&-
            echo $server
            wait $server
            code=$?
            kill $guard 2>/dev/null
            exit $code
            """;

    private final Process shell;
    private final long pid;
    private final long started;

    private GuardedProcess(Process shell, long pid) {
        this.shell = shell;
        this.pid = pid;
        this.started = startOf(pid);
    }

    /**
     * Starts a server in the background.
     *
     * @param command the program and its arguments; never a secret among them
     * @param log where its output goes
     * @throws Inconclusive if it cannot be started
     */
    public static GuardedProcess start(List<String> command, Path log) {
        try {
            var shell = shell(command, log).start();
            var output = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
            return new GuardedProcess(shell, Long.parseLong(output.readLine()));
        } catch (IOException | NumberFormatException e) {
            throw new Inconclusive("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** In a session of its own: Ctrl-C ends what has the terminal, and a server that is kept is no part of that. */
    private static ProcessBuilder shell(List<String> command, Path log) throws IOException {
        var setsid = ProgramSearch.ofOurs("setsid").found();
        var line = new ArrayList<>(List.of(
                setsid.orElseThrow(() -> new IOException("there is no setsid; install util-linux")),
                "sh",
                "-c",
                GUARD,
                "firedrill-guard"));
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        ChildEnvironment.restrict(builder.environment());
        builder.environment().put("FIREDRILL_LOG", log.toString());
        return builder;
    }

    /** The server's process id. */
    public long pid() {
        return pid;
    }

    /** When the server started, in epoch milliseconds; tells it from a later process with the same id. */
    public long started() {
        return started;
    }

    public boolean isAlive() {
        return shell.isAlive();
    }

    /** The server's exit code; empty while it runs. */
    public OptionalInt exitCode() {
        return shell.isAlive() ? OptionalInt.empty() : OptionalInt.of(shell.exitValue());
    }

    /**
     * Stops the server, by force when that takes longer than {@code patience}. One that has ended is left alone: its id
     * may be another process's by then.
     *
     * @param signal how it is asked: {@code INT} for an orderly end, {@code QUIT} for an immediate one
     */
    public void stop(String signal, Duration patience) {
        if (!shell.isAlive()) {
            return;
        }
        try {
            Command.of("kill", "-" + signal, Long.toString(pid)).run();
            if (!shell.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Command.of("kill", "-KILL", Long.toString(pid)).run();
                shell.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Command.of("kill", "-KILL", Long.toString(pid)).run();
        }
    }

    /**
     * Ends the server at once, by force when that takes longer than {@code patience}. PostgreSQL is ended so by QUIT; others
     * do not hear that, since a shell has started them, and are ended by TERM.
     */
    public void end(Duration patience) {
        if (shell.isAlive()) {
            Command.of("kill", "-QUIT", Long.toString(pid)).run();
        }
        stop("TERM", patience);
    }

    /** Lets the server outlive this JVM, because a person asked for it. */
    public void keep() {
        try (var guard = shell.getOutputStream()) {
            guard.write("keep\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new Inconclusive("cannot keep process " + pid + ": " + e.getMessage(), e);
        }
    }

    /** Start of a process in epoch milliseconds; 0 if there is no such process. */
    public static long startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }
}

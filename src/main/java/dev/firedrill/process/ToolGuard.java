package dev.firedrill.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A running tool in a process group of its own, and the shell beside it that ends when the group has ended. The shell
 * stops the group when the pipe closes whose write end is ours: because we say so, or because this JVM is gone.
 */
final class ToolGuard {
    /**
     * Asked by TERM, then forced after three seconds: {@code su} needs two to stop what it runs in another session. What
     * left the group is known by a mark in its environment. The shell has a session of its own, so that no Ctrl-C ends
     * it before the tool; a group of zombies that nobody waits for does not count as living.
     */
    private static final String SCRIPT =
            """
            exec 3<&0
            firedrill_mark=$1 firedrill_input=$2 firedrill_path=$3 firedrill_setsid=$4
            shift 4
            PATH=$firedrill_path FIREDRILL_TOOL=$firedrill_mark "$firedrill_setsid" "$@" <"$firedrill_input" 3<&- &
            tool=$!
            exec 4>&2 >/dev/null 2>&1
            marked() { grep -lszxF "FIREDRILL_TOOL=$firedrill_mark" /proc/[0-9]*/environ; }
            grouped() { kill -0 -- "-$tool" && grep -qsE "\\\\) [^ZX] [0-9]+ $tool " /proc/[0-9]*/stat; }
            lives() { grouped || [ -n "$(marked)" ]; }
            signal() {
              kill "-$1" -- "-$tool" || [ -z "$2" ] || kill "-$1" "$2"
              for file in $(marked); do file=${file#/proc/}; kill "-$1" "${file%/environ}"; done
            }
            vanishes() {
              left=$1
              while lives; do [ $left -gt 0 ] || return 1; sleep 0.1; left=$((left - 1)); done
            }
            force() { signal KILL "$1"; vanishes 10; }
            stop() { signal TERM "$1"; vanishes 30 || force "$1" || force "$1"; }
            ( IFS= read -r word <&3; stop $tool ) 4>&- &
            guard=$!
            exec 3<&-
            wait $tool
            code=$?
            kill -KILL $guard
            vanishes 10 || stop || echo "firedrill: something that this tool started could not be stopped" >&4
            exit $code
            """;

    /** Longer than the shell takes to stop a group. */
    private static final long PATIENCE_SECONDS = 30;

    private final Process shell;

    private ToolGuard(Process shell) {
        this.shell = shell;
    }

    /** @throws IOException if the shell cannot be started, or a file for the output not be opened */
    static ToolGuard start(Tool tool) throws IOException {
        var search = ProgramSearch.of(tool);
        var ours = ProgramSearch.ofOurs("setsid");
        var setsid = ours.found().orElseThrow(() -> new IOException("there is no setsid; install util-linux"));
        var line = new ArrayList<>(List.of(setsid, "sh", "-c", SCRIPT, "firedrill-tool"));
        line.add(UUID.randomUUID().toString());
        line.add(tool.input == null ? "/dev/null" : tool.input.toAbsolutePath().toString());
        line.addAll(List.of(search.path(), setsid));
        line.addAll(tool.command);
        var builder = new ProcessBuilder(line);
        ChildEnvironment.restrict(builder.environment());
        builder.environment().putAll(tool.environment);
        builder.environment().put("PATH", ours.path());
        if (tool.directory != null) {
            builder.directory(tool.directory.toFile());
        }
        if (tool.output != null) {
            builder.redirectOutput(privately(tool.output));
        }
        return new ToolGuard(builder.start());
    }

    /** A dump is as secret as production. */
    private static Redirect privately(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return Redirect.to(file.toFile());
        } catch (IOException e) {
            throw new IOException("cannot make " + file + ": " + e, e);
        }
        return Redirect.to(file.toFile());
    }

    InputStream output() {
        return shell.getInputStream();
    }

    InputStream errors() {
        return shell.getErrorStream();
    }

    /** Whether the tool, and all that it started, ended in time. */
    boolean waitFor(long nanos) throws InterruptedException {
        return shell.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    /** Stops the tool and all that it started, and waits for that; false if it cannot be stopped. */
    boolean stop() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            shell.destroy();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        if (Uninterrupted.get(() -> waitFor(end - System.nanoTime()))) {
            return true;
        }
        shell.destroyForcibly();
        Uninterrupted.get(() -> waitFor(TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)));
        return false;
    }

    int exitCode() {
        return shell.exitValue();
    }
}

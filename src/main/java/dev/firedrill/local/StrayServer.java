package dev.firedrill.local;

import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Stops servers whose JVM is gone. */
final class StrayServer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private StrayServer() {}

    /** Stops that process, by force when it does not end. */
    static void stop(long pid) {
        Command.of("kill", "-QUIT", Long.toString(pid)).run();
        Command.of("kill", "-TERM", Long.toString(pid)).run();
        try {
            Awaitility.await().pollInSameThread().atMost(PATIENCE).until(() -> isGone(pid));
        } catch (ConditionTimeoutException e) {
            Command.of("kill", "-KILL", Long.toString(pid)).run();
            Awaitility.await().pollInSameThread().atMost(PATIENCE).until(() -> isGone(pid));
        }
    }

    /**
     * Stops the server that works in a restore's directory, if there is one: a JVM may have been killed after it started
     * the server and before it could note it. The process must really work there: a pid alone may be somebody else's.
     */
    static void stopIn(Path directory) {
        var data = directory.resolve("data");
        for (var name : List.of("postmaster.pid", "redis.pid")) {
            if (Files.exists(data.resolve(name))) {
                stopIn(directory, data.resolve(name));
            }
        }
        shards(data).forEach(pidFile -> stopIn(directory, pidFile));
    }

    /** Each of them works in a directory of its own. */
    private static List<Path> shards(Path data) {
        var found = new ArrayList<Path>();
        try (var directories = Files.newDirectoryStream(data, Files::isDirectory)) {
            for (var directory : directories) {
                if (Files.exists(directory.resolve("redis.pid"))) {
                    found.add(directory.resolve("redis.pid"));
                }
            }
        } catch (IOException e) {
            // There is none that could be told.
            return found;
        }
        return found;
    }

    private static void stopIn(Path directory, Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            var workingDirectory = Path.of("/proc", Long.toString(pid), "cwd");
            if (Files.exists(workingDirectory) && workingDirectory.toRealPath().startsWith(directory.toRealPath())) {
                stop(pid);
            }
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            // Nothing runs there that could be told; what still holds files is seen when the directory is removed.
            return;
        }
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }
}

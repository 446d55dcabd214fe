package dev.firedrill.kafka;

import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A broker's own directory: its settings, with its passwords, and its log. */
record KafkaPlace(Path directory) {
    private static final String LOG = "server.log";
    private static final int TRIES = 100;
    private static final int LOWEST_PORT = 15_000;
    /** From here on Linux gives them to connections that go out. */
    private static final int HIGHEST_PORT = 32_768;

    /** Makes it, where it is not there, for this user alone. */
    KafkaPlace {
        makePrivate(directory);
    }

    static void makePrivate(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    Path write(String name, KafkaSettings settings) {
        var file = directory.resolve(name);
        try {
            Files.deleteIfExists(file);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            return Files.writeString(Files.createFile(file, mode), settings.text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    Path emptyLog() {
        var log = directory.resolve(LOG);
        try {
            Files.deleteIfExists(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + log, e);
        }
    }

    /** Gives it, and what the broker serves, to whoever runs the broker. */
    void handOver(List<Path> logDirectories) {
        var unprivileged = Unprivileged.onThisHost();
        unprivileged.own(directory);
        logDirectories.forEach(unprivileged::own);
    }

    /**
     * Two that are free now, and not the same. The broker binds them seconds later: they are none of those that this host
     * gives to connections that go out, any of which could take one meanwhile.
     */
    static int[] freePorts() {
        try (var first = free();
                var second = free()) {
            return new int[] {first.getLocalPort(), second.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    private static ServerSocket free() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        for (int left = TRIES; left > 0; left--) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT), 1, loopback);
            } catch (BindException e) {
                // Somebody has it; there are others.
                continue;
            }
        }
        return new ServerSocket(0, 1, loopback);
    }
}

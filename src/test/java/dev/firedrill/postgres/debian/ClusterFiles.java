package dev.firedrill.postgres.debian;

import dev.firedrill.process.Unprivileged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a cluster's files lie: as an administrator would lay them, with its configuration in the data directory.
 *
 * @param home a directory of the test's own
 */
record ClusterFiles(Path home) {
    /** The socket's directory lets only its owner in, so that trust is safe there; TCP asks for a password. */
    private static final String ACCESS =
            """
            local all         all              trust
            local replication all              trust
            host  all         all 127.0.0.1/32 scram-sha-256
            host  replication all 127.0.0.1/32 scram-sha-256
            """;

    Path data() {
        return home.resolve("data");
    }

    Path sockets() {
        return home.resolve("run");
    }

    Path tablespace() {
        return home.resolve("fast");
    }

    Path log() {
        return home.resolve("server.log");
    }

    /** Makes the directories; all of home belongs to whoever runs the server. */
    void make() {
        try {
            // The server's own user must be able to pass through it.
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            for (var directory : new Path[] {data(), sockets(), tablespace()}) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            Unprivileged.onThisHost().own(home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + home, e);
        }
    }

    /** Adds settings at the end of postgresql.conf, where they outweigh what stands above. */
    void configure(Map<String, String> settings) {
        var lines = new TreeMap<>(settings)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'")
                        .collect(Collectors.joining("\n", "\n", "\n"));
        try {
            Files.writeString(data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
            Files.writeString(data().resolve("pg_hba.conf"), ACCESS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot configure " + data(), e);
        }
    }
}

package dev.firedrill.cli;

import dev.firedrill.postgres.PostgresAddress;
import dev.firedrill.restore.KeptInstance;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A program of this host with which a person looks into a kept instance.
 *
 * @param program must be there
 * @param line starts it, in a shell
 * @param environment what it finds there to connect by itself
 */
record HostClient(String program, String line, Map<String, String> environment) {
    /** In a process group of its own, which has the terminal: Ctrl-C ends a query there, and nothing here. */
    private static final String FOREGROUND =
            """
            command -v %s >/dev/null || exit 127
            set -m
            %s
            """;

    /** The one for instances of an engine; none where a person brings a client along. */
    static Optional<HostClient> of(String engine, KeptInstance kept) {
        return switch (engine) {
            case "postgresql" -> Optional.of(new HostClient(
                    "psql", "psql", PostgresAddress.of(kept.address()).environment()));
                // Of several shards a person chooses one.
            case "redis" -> Optional.of(kept.connect())
                    .filter(line -> !line.contains("\n"))
                    .map(line -> new HostClient("redis-cli", line, Map.of()));
            default -> Optional.empty();
        };
    }

    /** Waits for its end; what it cannot do is said, and is no failure: there are other clients. */
    Optional<String> open() {
        var builder = new ProcessBuilder("sh", "-c", FOREGROUND.formatted(program, line)).inheritIO();
        builder.environment().putAll(environment);
        try {
            int code = builder.start().waitFor();
            return code == 127
                    ? Optional.of("This host has no " + program + "; connect with another client.")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(program + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

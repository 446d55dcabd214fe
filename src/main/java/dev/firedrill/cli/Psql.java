package dev.firedrill.cli;

import dev.firedrill.postgres.PostgresAddress;
import dev.firedrill.restore.KeptInstance;
import java.io.IOException;
import java.util.Optional;

/** This host's psql on a kept instance. */
final class Psql {
    /** In a process group of its own, which has the terminal: Ctrl-C ends a query there, and nothing here. */
    private static final String FOREGROUND =
            """
            command -v psql >/dev/null || exit 127
            set -m
            psql
            """;

    private Psql() {}

    /** Waits for its end; what it cannot do is said, and is no failure: there are other clients. */
    static Optional<String> open(KeptInstance kept) {
        var builder = new ProcessBuilder("sh", "-c", FOREGROUND).inheritIO();
        builder.environment().putAll(PostgresAddress.of(kept.address()).environment());
        try {
            int code = builder.start().waitFor();
            return code == 127 ? Optional.of("This host has no psql; connect with another client.") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("psql cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;

/** How a user restores the newest backup without Firedrill. */
interface ByHand {
    /**
     * Restores it, and starts a server on it.
     *
     * @param directory empty, and this restore's own
     * @return the server, accepting connections
     */
    PostgresServer restore(Path directory) throws IOException;

    /** @throws IOException if it ended instead */
    static PostgresServer ready(PostgresServer server) throws IOException {
        if (!server.awaitReady(() -> false)) {
            throw new IOException("nothing was measured: the server did not start\n" + server.log());
        }
        return server;
    }
}

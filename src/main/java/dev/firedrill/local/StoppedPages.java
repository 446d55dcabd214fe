package dev.firedrill.local;

import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.integrity.PageVerification;
import dev.firedrill.postgres.integrity.ScannedPages;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.util.function.Supplier;

/** Reads the pages of a recovered server between a clean stop and a new start: no other state of them can be judged. */
record StoppedPages(RestoreOrder order) {
    /** What a server says of each segment that it replayed; there may be thousands. */
    private static final String REPLAYED = "restored log file ";

    /**
     * @param server that was started after it, ready
     * @param pages what was read
     */
    record Read(PostgresServer server, ScannedPages pages) {}

    /** @param again starts the server anew */
    Read readOf(PostgresServer server, Supplier<PostgresServer> again) {
        server.log().stream().filter(line -> !line.contains(REPLAYED)).forEach(order::note);
        server.close();
        var pages = PageVerification.of(server.dataDirectory(), order);
        var started = again.get();
        if (!started.awaitReady(order.deadline()::passed)) {
            order.deadline().check("starting the server again after its pages were read");
            started.log().forEach(order::note);
            throw new Inconclusive(
                    "the server did not start again after its pages were read: " + String.join("\n  ", started.log()));
        }
        return new Read(started, pages);
    }
}

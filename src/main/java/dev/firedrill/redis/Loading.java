package dev.firedrill.redis;

import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Loads files that are in place into servers of one restore, which have one user.
 *
 * @param directory the restore's own
 * @param started hears of each process that is started
 */
record Loading(
        RestoreOrder order,
        RedisPrograms programs,
        RedisLogin login,
        Path directory,
        Consumer<GuardedProcess> started) {
    private static final int PORTS = 3;

    static Loading of(RestoreOrder order, Path directory, Consumer<GuardedProcess> started) {
        var programs = RedisPrograms.find(order.system().binaries(), order.state());
        return new Loading(order, programs, RedisLogin.once(order.writable()), directory, started);
    }

    /**
     * What one server loads.
     *
     * @param shard its name; empty where there is one
     * @param data where it lies
     * @param persistence the settings that say so
     * @param what its original, for messages
     */
    record Place(String shard, Path data, List<String> persistence, String what) {}

    /** Starts a server; it loads while others are started. */
    RedisServer start(Place place) {
        var own = directory.resolve(place.shard().isEmpty() ? "run" : "run-" + place.shard());
        var server = RedisServer.start(programs, place.data(), own, place.persistence(), login);
        started.accept(server.process());
        return server;
    }

    /**
     * Waits until it is ready. A port that was free may be taken a moment later: then another is tried.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if what it loads is damaged
     * @throws dev.firedrill.verdict.Inconclusive if this host cannot load it
     */
    RedisServer awaited(RedisServer first, Place place) {
        var server = first;
        for (int left = PORTS; ; left--) {
            if (server.awaitReady(order.deadline().remaining())) {
                return server;
            }
            order.deadline().check("loading " + place.what());
            if (left <= 1 || !server.log().foundItsPortTaken()) {
                server.log().lines().forEach(order::note);
                return server.log()
                        .fail(place.what(), server.process().exitCode().orElse(-1));
            }
            server = start(place);
        }
    }
}

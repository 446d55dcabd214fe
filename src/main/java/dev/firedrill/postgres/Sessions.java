package dev.firedrill.postgres;

import dev.firedrill.process.Uninterrupted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sessions that see one state of a database, also while others write to it. */
final class Sessions implements AutoCloseable {
    /** How many read at once; more would take turns on the disk or the processors of a small host. */
    static final int MOST = Math.max(1, Integer.getInteger("firedrill.rules.connections", 2));

    private static final int SCANS_STRETCHES = 140_000;

    private final RuleSession leader;
    private final String snapshot;
    private final boolean splits;
    private final List<RuleSession> followers = new ArrayList<>();

    private Sessions(RuleSession leader, String snapshot) throws SQLException {
        this.leader = leader;
        this.snapshot = snapshot;
        this.splits =
                Integer.parseInt(leader.rowsOf("SHOW server_version_num").get(0).get(0)) >= SCANS_STRETCHES;
    }

    static Sessions open(RuledDatabase database) throws SQLException {
        var leader = RuleSession.open(database);
        String snapshot;
        try {
            snapshot = leader.exportSnapshot();
        } catch (SQLException e) {
            // It hands none out: then there is one session only, and this one is spoilt.
            leader.close();
            leader = RuleSession.open(database);
            snapshot = "";
        }
        try {
            return new Sessions(leader, snapshot);
        } catch (SQLException | RuntimeException e) {
            leader.close();
            throw e;
        }
    }

    RuleSession leader() {
        return leader;
    }

    String snapshot() {
        return snapshot;
    }

    /** Before PostgreSQL 14 a stretch of a table is not read without reading all of it. */
    boolean canSplit() {
        return splits && MOST > 1 && !snapshot.isEmpty();
    }

    /** Does all of this, side by side. */
    void run(List<Piece> pieces) {
        var queue = new ConcurrentLinkedQueue<>(pieces);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < Math.min(MOST, pieces.size()) - 1; i++) {
            follower(i).ifPresent(session -> threads.add(started(() -> work(session, queue))));
        }
        try {
            if (!threads.isEmpty()) {
                alone(leader);
            }
            work(leader, queue);
        } finally {
            threads.forEach(Uninterrupted::join);
        }
    }

    private static void work(RuleSession session, Queue<Piece> queue) {
        for (var piece = queue.poll(); piece != null; piece = queue.poll()) {
            piece.run(session);
        }
    }

    /** If the server has no room for another, those that are there do the work. */
    private Optional<RuleSession> follower(int index) {
        if (index < followers.size()) {
            return Optional.of(followers.get(index));
        }
        if (snapshot.isEmpty()) {
            return Optional.empty();
        }
        try {
            var session = RuleSession.open(leader.database(), snapshot);
            followers.add(session);
            alone(session);
            return Optional.of(session);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static void alone(RuleSession session) {
        try {
            session.withoutWorkers();
        } catch (SQLException e) {
            // A session that is broken says so with its first question.
        }
    }

    private static Thread started(Runnable work) {
        var thread = new Thread(work, "firedrill-rules");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws SQLException {
        SQLException failure = null;
        var all = new ArrayList<>(followers);
        all.add(leader);
        for (var session : all) {
            try {
                session.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

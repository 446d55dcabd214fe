package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.process.Uninterrupted;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The digests of many tables, read side by side in one snapshot, each table in one scan. What cannot be read is kept with
 * the reason, and does not stop the others.
 */
final class Contents {
    /** A transaction keeps a lock on each table and index that it read, and a server has no room for all of them. */
    private static final int USES = 100;

    private final SessionSource source;
    private final String snapshot;
    /** Sees that a table is still the one of the snapshot. */
    private final boolean living;

    private final Map<String, RowDigest> digests = new ConcurrentHashMap<>();
    private final Map<String, SQLException> failures = new ConcurrentHashMap<>();
    private final AtomicInteger looked = new AtomicInteger();

    private Contents(SessionSource source, String snapshot, boolean living) {
        this.source = source;
        this.snapshot = snapshot;
        this.living = living;
    }

    /**
     * @param snapshot exported by a session that lives meanwhile
     * @param living whether others may truncate tables meanwhile
     */
    static Contents read(SessionSource source, String snapshot, List<TableFacts> tables, boolean living)
            throws SQLException {
        var contents = new Contents(source, snapshot, living);
        tables.forEach(table -> contents.digests.put(table.name(), RowDigest.EMPTY));
        var queue = new ConcurrentLinkedQueue<>(
                tables.stream().flatMap(table -> Stretch.of(table).stream()).toList());
        int all = queue.size();
        contents.readAll(queue);
        if (contents.looked.get() != all) {
            throw new SQLException("only %d of %d parts of tables were read".formatted(contents.looked.get(), all));
        }
        return contents;
    }

    private void readAll(Queue<Stretch> queue) throws SQLException {
        var refused = new ConcurrentLinkedQueue<SQLException>();
        var threads = new Thread[Math.max(0, Math.min(source.connections(), queue.size()) - 1)];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> work(queue, refused), "firedrill-inventory");
            threads[i].setDaemon(true);
            threads[i].start();
        }
        work(queue, refused);
        for (var thread : threads) {
            Uninterrupted.join(thread);
        }
        // A server that has no room for another session is read by those that it has room for.
        if (refused.size() > threads.length) {
            throw refused.peek();
        }
    }

    private void work(Queue<Stretch> queue, Queue<SQLException> refused) {
        try (var session = source.open()) {
            session.begin(snapshot);
            int uses = 0;
            for (var stretch = queue.poll(); stretch != null; stretch = queue.poll()) {
                read(session, stretch);
                if (++uses % USES == 0) {
                    session.renew();
                }
            }
        } catch (SQLException e) {
            refused.add(e);
        }
    }

    private void read(PinnedSession session, Stretch stretch) throws SQLException {
        var table = stretch.table();
        try {
            var digest = RowDigest.of(session.rows(stretch.query()).get(0));
            if (living && table.wasRewritten(session)) {
                throw new TableFacts.Rewritten(table);
            }
            digests.merge(table.name(), digest, RowDigest::plus);
            looked.incrementAndGet();
        } catch (SQLException e) {
            failures.putIfAbsent(table.name(), e);
            looked.incrementAndGet();
            session.recover();
        }
    }

    /** Why that table could not be read. */
    Map<String, SQLException> failures() {
        return failures;
    }

    /** The same in words; empty if it was read. */
    String obstacle(String table) {
        var failure = failures.get(table);
        if (failure == null) {
            return "";
        }
        var fault = ServerFault.of(failure);
        return fault.state() + " " + fault.message();
    }

    /** Tables by their names, without those that could not be read whole. */
    Map<String, RowDigest> digests(Predicate<String> wanted) {
        var whole = new ConcurrentHashMap<>(digests);
        whole.keySet().removeIf(name -> failures.containsKey(name) || !wanted.test(name));
        return whole;
    }
}

package dev.firedrill.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers that trade on a production until they are stopped: commits that are waited for and some that are not,
 * savepoints, sequences, updates of the same rows, prepared transactions.
 */
final class BusySource implements AutoCloseable {
    private static final int ROWS = 200;

    private final PracticeCluster production;
    private final long pauseNanos;
    private final ExecutorService threads;
    private final List<Future<?>> writers = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong done = new AtomicLong();

    /** @param pauseNanos how long a writer rests after a transaction, at most */
    BusySource(PracticeCluster production, int writers, long pauseNanos) throws SQLException {
        this.production = production;
        this.pauseNanos = pauseNanos;
        this.threads = Executors.newFixedThreadPool(writers);
        production.sql("create table accounts(id int primary key, balance bigint, note text)");
        production.sql("insert into accounts select n, 0, null from generate_series(1, " + ROWS + ") n");
        production.sql("create table moves(id bigserial, account int, what text)");
        production.sql("create sequence numbers increment 3");
    }

    BusySource start(int number) {
        for (int i = 0; i < number; i++) {
            int own = i;
            writers.add(threads.submit(() -> write(own)));
        }
        return this;
    }

    long transactions() {
        return done.get();
    }

    private Void write(int own) throws SQLException {
        try (var connection = production.server().superuser("postgres")) {
            while (!over.get()) {
                trade(connection, own);
                done.incrementAndGet();
                if (pauseNanos > 0) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pauseNanos));
                }
            }
        }
        return null;
    }

    private void trade(Connection connection, int own) throws SQLException {
        var random = ThreadLocalRandom.current();
        int id = random.nextInt(1, ROWS);
        try (var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = " + (random.nextBoolean() ? "on" : "off"));
            switch (random.nextInt(6)) {
                case 0 -> statement.execute("select nextval('numbers') from generate_series(1, 50)");
                case 1 -> statement.execute(
                        "begin; savepoint s; insert into moves(account, what) values (%1$d, 'a'); rollback to s; savepoint s; insert into moves(account, what) values (%1$d, 'b'); release s; commit"
                                .formatted(id));
                case 2 -> {
                    var name = "p" + own + "-" + done.get();
                    statement.execute(
                            "begin; insert into moves(account, what) values (%d, '%s'); prepare transaction '%s'"
                                    .formatted(id, name, name));
                    statement.execute((random.nextBoolean() ? "commit" : "rollback") + " prepared '" + name + "'");
                }
                case 3 -> statement.execute("delete from moves where id = (select min(id) from moves)");
                default -> statement.execute(
                        "update accounts set balance = balance + 1, note = repeat('n', %d) where id = %d"
                                .formatted(id, id));
            }
        }
    }

    @Override
    public void close() throws Exception {
        over.set(true);
        for (var writer : writers) {
            writer.get();
        }
        threads.shutdown();
    }
}

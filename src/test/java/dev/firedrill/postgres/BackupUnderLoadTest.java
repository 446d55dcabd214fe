package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.integrity.PageScan;
import dev.firedrill.restore.Deadline;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No false alarms: backups of a cluster in which much is written, vacuumed, rebuilt and dropped meanwhile are sound once
 * they are recovered. {@code -Dload.backups=50} takes so many.
 */
@Exhaustive
class BackupUnderLoadTest {
    private static final int BACKUPS = Integer.getInteger("load.backups", 3);

    @TempDir
    private Path home;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong done = new AtomicLong();

    @Test
    void backups_that_are_taken_under_load_are_sound_once_they_are_recovered() throws Exception {
        var names = new ArrayList<String>();
        try (var cluster = PracticeCluster.startWith(home, "max_prepared_transactions", "20")) {
            for (var sql : List.of(
                    "create table accounts(id int primary key, balance int, note text) with (fillfactor = 80)",
                    "insert into accounts select n, 0, repeat('x', n % 300) from generate_series(1, 20000) n",
                    "create index on accounts(balance)",
                    "create unlogged table scratch(id int primary key, note text)",
                    "create table letters(id serial primary key, body text)",
                    "alter table letters alter column body set storage external")) {
                cluster.sql(sql);
            }
            var threads = Executors.newFixedThreadPool(4);
            var load = List.of(
                    threads.submit(() -> repeat(cluster, this::trade)),
                    threads.submit(() -> repeat(cluster, this::trade)),
                    threads.submit(() -> repeat(cluster, this::upkeep)),
                    threads.submit(() -> repeat(cluster, this::growth)));
            for (int i = 0; i < BACKUPS; i++) {
                long before = done.get();
                cluster.backup("backup" + i);
                names.add("backup" + i);
                assertThat(done.get()).as("something happened meanwhile").isGreaterThan(before);
            }
            over.set(true);
            for (Future<?> part : load) {
                part.get();
            }
            threads.shutdown();
            cluster.archiveSegment();
        }
        for (var name : names) {
            assertSound(name);
        }
    }

    private void assertSound(String name) throws IOException, SQLException {
        var restored = "restored-" + name;
        var settings =
                ServerSettings.ofThrowawayServer().with("hot_standby", "off").with("max_prepared_transactions", "20");
        PracticeCluster.recover(home, home.resolve(name), restored, settings).close();
        var scanned = PageScan.withRows(home.resolve(restored), Deadline.in(Duration.ofMinutes(5)));
        scanned.requireSound();
        assertThat(scanned.contradictions()).isEmpty();
        assertThat(scanned.emptyStates()).isEmpty();
        try (var again = PracticeCluster.again(home, restored, settings)) {
            again.sql("create schema if not exists firedrill");
            again.sql("create extension if not exists amcheck schema firedrill");
            new PostgresAssert(new Looked(again))
                    .hasSoundTables()
                    .hasSoundIndexes()
                    .hasAsManyRowsByIndex()
                    .keeps(CatalogRule.OWN_ROWS);
        }
    }

    /** Something that is done over and over until the backups are taken. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private Void repeat(PracticeCluster cluster, Work work) throws SQLException {
        try (var connection = cluster.server().superuser("postgres")) {
            while (!over.get()) {
                work.on(connection);
                done.incrementAndGet();
            }
        }
        return null;
    }

    private void trade(Connection connection) throws SQLException {
        int id = ThreadLocalRandom.current().nextInt(1, 20_000);
        run(
                connection,
                "update accounts set balance = balance + 1 where id = " + id,
                "begin",
                "savepoint s",
                "select 1 from accounts where id = " + id + " for share",
                "insert into letters(body) values (repeat(md5('" + id + "'), 200))",
                "rollback to s",
                "insert into letters(body) values (repeat(md5('" + id + "'), 300))",
                "delete from letters where id = (select min(id) from letters)",
                "commit",
                "insert into scratch values (" + id + ", 'x') on conflict do nothing");
        if (id % 50 == 0) {
            run(
                    connection,
                    "begin",
                    "update accounts set note = repeat('y', 200) where id = " + id,
                    "prepare transaction 'p" + id + "-" + done.get() + "'");
            run(connection, "commit prepared 'p" + id + "-" + lastPrepared(connection, id) + "'");
        }
    }

    private static String lastPrepared(Connection connection, int id) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select gid from pg_prepared_xacts where gid like 'p" + id + "-%'")) {
            rows.next();
            return rows.getString(1).substring(("p" + id + "-").length());
        }
    }

    private void upkeep(Connection connection) throws SQLException {
        run(
                connection,
                "vacuum accounts",
                "reindex index accounts_balance_idx",
                "vacuum letters",
                "vacuum full letters",
                "checkpoint");
    }

    private void growth(Connection connection) throws SQLException {
        run(
                connection,
                "create table passing as select n, repeat('z', 500) as t from generate_series(1, 3000) n",
                "create index on passing(n)",
                "delete from passing where n > 1000",
                "vacuum (freeze) passing",
                "truncate passing",
                "insert into passing select n, repeat('z', 500) from generate_series(1, 500) n",
                "drop table passing");
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private record Looked(PracticeCluster cluster) implements RuledDatabase, RuleListener {
        @Override
        public Connection connect() throws SQLException {
            return cluster.server().superuser("postgres");
        }

        @Override
        public RuleContext context() {
            return new RuleContext("a backup under load", this, Samples.KEYS);
        }

        @Override
        public RecoveryPoint recoveryPoint() {
            return new RecoveryPoint(Instant.EPOCH, "", "the test", "");
        }

        @Override
        public void ruleStarted(String id, String description) {}

        @Override
        public void ruleFinished(RuleOutcome outcome) {}
    }
}

package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryRecorder;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inventory is of exactly the position that it names, or there is none. */
@Exhaustive
class ExactInventoryTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final String STATE = "select pg_current_snapshot() || ' ' || pg_current_wal_insert_lsn()";

    @TempDir
    Path home;

    /** It is in the log and in no list of what is under way: its number is above all that ended. */
    @Test
    void a_commit_that_is_written_but_not_seen_yet_keeps_it_from_being_recorded() throws Exception {
        var waiting = Executors.newSingleThreadExecutor();
        try (var production = PracticeCluster.startWith(home, "synchronous_standby_names", "nobody")) {
            prepare(production);
            waiting.submit(() -> commitThatWaits(production));
            await().atMost(Duration.ofSeconds(20)).until(() -> !production
                    .sql("select pid from pg_stat_activity where wait_event = 'SyncRep'")
                    .isEmpty());
            assertThat(production.sql("select count(*) from orders")).isEqualTo("2");
            assertThat(production.sql("select pg_snapshot_xip(pg_current_snapshot())"))
                    .as("named as under way")
                    .isEmpty();

            assertThatThrownBy(() -> RecordedShop.recorder(production, SHORT).record())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("no inventory: the source did not stand still")
                    .hasMessageContaining(
                            " attempts within 0 s there was always a transaction that wrote: 1 were under way")
                    .hasMessageContaining("Remedy: record it on a standby whose replay is paused");
            production.sql("select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'");
            await().until(() -> production.sql("select count(*) from orders").equals("3"));
            assertThat(rows(RecordedShop.inventory(production))).isEqualTo(3);
        } finally {
            waiting.shutdownNow();
        }
    }

    private static Void commitThatWaits(PracticeCluster production) throws SQLException {
        try (var connection = production.server().superuser("postgres");
                var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = on");
            statement.execute("insert into orders values (3)");
            return null;
        }
    }

    @Test
    void a_transaction_that_is_open_or_prepared_keeps_it_from_being_recorded() throws Exception {
        try (var production = PracticeCluster.startWith(home, "max_prepared_transactions", "5")) {
            prepare(production);
            try (var connection = production.server().superuser("postgres");
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("insert into orders values (3)");
                assertThatThrownBy(
                                () -> RecordedShop.recorder(production, SHORT).record())
                        .isInstanceOf(Inconclusive.class)
                        .hasMessageContaining("there was always a transaction that wrote");
                statement.execute("prepare transaction 'transfer'");
            }
            assertThatThrownBy(() -> RecordedShop.recorder(production, SHORT).record())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("transaction 'transfer' is prepared since ");
            production.sql("rollback prepared 'transfer'");
            assertThat(rows(RecordedShop.inventory(production))).isEqualTo(2);
        }
    }

    @Test
    void one_that_only_reads_disturbs_nobody() throws Exception {
        try (var production = PracticeCluster.start(home)) {
            prepare(production);
            try (var connection = production.server().superuser("postgres");
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("select * from orders");
                assertThat(rows(RecordedShop.inventory(production))).isEqualTo(2);
            }
        }
    }

    @Test
    void nothing_of_the_source_changes_by_being_recorded() throws Exception {
        try (var production = PracticeCluster.start(home)) {
            prepare(production);
            // The server writes now and then by itself; a recording that wrote would do so each time.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var before = production.sql(STATE);
                RecordedShop.inventory(production);
                assertThat(production.sql(STATE)).isEqualTo(before);
            });
            await().untilAsserted(() -> assertThat(production.sql(
                            "select count(*) from pg_stat_activity where backend_type = 'client backend'"))
                    .isEqualTo("1"));
        }
    }

    @Test
    void a_role_that_may_not_read_everything_is_told_so() throws Exception {
        try (var production = PracticeCluster.start(home)) {
            prepare(production);
            production.sql("alter table orders enable row level security");
            assertThatThrownBy(() -> RecordedShop.recorder(production, SHORT).record())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("no inventory: reading  public.orders: 42501 ")
                    .hasMessageContaining("grant pg_read_all_data to it, and BYPASSRLS where row security is on");
            production.sql("alter table orders disable row level security");
            production.sql("revoke pg_read_all_data from " + RecordedShop.READER);
            assertThatThrownBy(() -> RecordedShop.recorder(production, SHORT).record())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("42501");
        }
    }

    @Test
    void a_table_that_is_truncated_meanwhile_is_not_taken_for_an_empty_one() throws Exception {
        try (var production = PracticeCluster.start(home)) {
            prepare(production);
            // The leader, the probe, the one that reads the schema, then those that read rows.
            assertThatThrownBy(() -> disturbed(production, 4, "truncate orders", Duration.ZERO)
                            .record())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("Remedy: record it on a standby whose replay is paused")
                    .message()
                    // Another session may have read it a moment before; then what the catalog says of it has changed.
                    .containsAnyOf(
                            "no inventory: public.orders was truncated or rewritten while it was read",
                            "no inventory: the schema of the source changed (pg_class) while it was read");
            production.sql("insert into orders values (1), (2)");
            var inventory = disturbed(production, 4, "truncate orders", Duration.ofSeconds(10))
                    .record();
            assertThat(rows(inventory)).as("of a moment after that").isZero();
        }
    }

    @Test
    void a_schema_that_changes_meanwhile_is_read_again() throws Exception {
        try (var production = PracticeCluster.start(home)) {
            prepare(production);
            assertThatThrownBy(() -> disturbed(production, 3, "create view v as select 1", Duration.ZERO)
                            .record())
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("no inventory: the schema of the source changed (pg_");
            var inventory = disturbed(
                            production, 4, "alter table orders add column more int default 7", Duration.ofSeconds(10))
                    .record();
            assertThat(inventory.objects()).extracting(it -> it.name()).contains("public.v", "public.orders.more");
        }
    }

    /** Something happens just before that connection is made. */
    private static InventoryRecorder disturbed(PracticeCluster source, int number, String sql, Duration wait) {
        var made = new AtomicInteger();
        Callable<Connection> logins = () -> {
            if (made.incrementAndGet() == number) {
                source.sql(sql);
            }
            return source.server().superuser("postgres");
        };
        return new InventoryRecorder("crm", logins, 2, Duration.ofMinutes(1), wait);
    }

    @Test
    void a_standby_whose_replay_is_paused_is_recorded_with_transactions_under_way() throws Exception {
        Inventory inventory;
        Path backup;
        try (var production = PracticeCluster.startWith(home, "max_prepared_transactions", "20")) {
            prepare(production);
            backup = RecordedShop.backup(production, home, "b1");
            try (var connection = production.server().superuser("postgres");
                    var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("insert into orders values (77), (78)");
                production.sql("insert into orders values (3)");
                production.sql("select nextval('tickets')");
                production.archiveSegment();
                inventory = recordedOnAStandby(backup);
                connection.commit();
            }
            production.sql("insert into orders values (4)");
            production.archiveSegment();
        }
        assertThat(inventory.origin().how()).startsWith("on a standby whose replay was paused");
        assertThat(rows(inventory)).isEqualTo(3);
        try (var restored = RecordedShop.restored(home, backup, "restored", inventory)) {
            assertThat(new RestoredShop(
                            restored, new LogPlace(inventory.origin().lsn(), 1)))
                    .isIdenticalTo(inventory);
        }
    }

    private Inventory recordedOnAStandby(Path backup) throws Exception {
        var data = home.resolve("standby");
        PracticeCluster.copy(backup, data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.createFile(data.resolve("standby.signal"));
        var settings = ServerSettings.ofThrowawayServer()
                .with("hot_standby", "on")
                .with("max_prepared_transactions", "20")
                .with("restore_command", "cp '" + home.resolve("archive") + "/%f' \"%p\"");
        try (var standby = PracticeCluster.again(home, "standby", settings)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> standby.sql("select count(*) from orders").equals("3"));
            assertThatThrownBy(() -> RecordedShop.inventory(standby))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("the source is a standby that goes on replaying (not paused)")
                    .hasMessageContaining("Remedy: select pg_wal_replay_pause() there");
            standby.sql("select pg_wal_replay_pause()");
            await().atMost(Duration.ofSeconds(20)).until(() -> standby.sql("select pg_get_wal_replay_pause_state()")
                    .equals("paused"));
            return RecordedShop.inventory(standby);
        }
    }

    private static void prepare(PracticeCluster production) throws SQLException {
        production.sql("create role " + RecordedShop.READER);
        production.sql("grant pg_read_all_data to " + RecordedShop.READER);
        production.sql("create table orders(id int)");
        production.sql("create sequence tickets");
        production.sql("insert into orders values (1), (2)");
    }

    private static long rows(Inventory inventory) {
        return inventory.rowsOf(inventory.family("public.orders"));
    }
}

package dev.firedrill.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.restore.Deadline;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows know of the transactions that wrote and shared them: logs of transactions that were lost contradict them. */
class RowStatesTest implements RuledDatabase, RuleListener {
    private static final String OFFSETS = "pg_multixact/offsets/0000";
    private static final String MEMBERS = "pg_multixact/members/0000";
    private static final String STATES = "pg_xact/0000";

    @TempDir
    private static Path place;

    private static StoppedCluster sound;

    @TempDir
    private Path home;

    private StoppedCluster cluster;
    private ScannedPages scanned;
    private PostgresServer server;

    @BeforeAll
    static void make() throws IOException, SQLException {
        sound = StoppedCluster.make(place);
        try (var server = StoppedCluster.server(place, sound.data());
                var connection = server.superuser("postgres");
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    // Only the second of them is one that amcheck would ask about.
                    "begin; select from orders where id = 1 for key share; savepoint s;"
                            + " select from orders where id = 1 for no key update; commit",
                    "begin; select from orders where id = 2 for key share; savepoint s;"
                            + " update orders set note = 'y' where id = 2; commit",
                    "begin; update orders set note = 'z' where id = 3; rollback",
                    "checkpoint",
                    "select count(note) from orders")) {
                statement.execute(sql);
            }
        }
    }

    @BeforeEach
    void copy() {
        cluster = sound.copy(home);
    }

    private List<Contradiction> found() {
        var deadline = Deadline.in(Duration.ofMinutes(2));
        var pages = PageScan.of(cluster.data(), deadline);
        pages.requireSound();
        scanned = pages.with(RowStates.of(cluster.data(), deadline));
        return scanned.contradictions();
    }

    private void finds(String... words) {
        assertThat(found()).anySatisfy(one -> {
            assertThat(one.relation()).isEqualTo(cluster.name(cluster.table()));
            assertThat(one.what()).contains(words);
        });
    }

    private void zero(String file) throws IOException {
        var path = cluster.data().resolve(file);
        Files.write(path, new byte[(int) Files.size(path)]);
    }

    @Test
    void nothing_contradicts_a_sound_cluster() {
        assertThat(found()).isEmpty();
        assertThat(scanned.emptyStates()).isEmpty();
    }

    @Test
    void zeroed_offsets_of_multixacts_contradict_the_rows_that_name_them() throws IOException {
        zero(OFFSETS);
        finds("block ", "item ", "is shared by multixact 1, of which pg_multixact/offsets has no members");
        assertThat(scanned.emptyStates()).containsExactly("pg_multixact/offsets/0000 (2 multixacts)");
    }

    @Test
    void one_lost_offset_is_found() throws IOException {
        StoppedCluster.put(cluster.data().resolve(OFFSETS), 0, 4, false, new byte[4]);
        assertThat(found()).hasSize(1);
        finds("multixact 1,");
    }

    @Test
    void zeroed_members_contradict_the_rows_that_are_shared() throws IOException {
        zero(MEMBERS);
        finds("is shared by multixact 1, whose members in pg_multixact/members are zeros");
    }

    @Test
    void zeroed_states_contradict_rows_that_were_seen_committed() throws IOException {
        zero(STATES);
        finds("is marked as of a committed transaction, xmin ", ", but pg_xact says that it never ended");
    }

    @Test
    void one_transaction_that_pg_xact_calls_rolled_back_is_found() throws IOException, SQLException {
        int filler = (int) transaction("select xmin::text::int from orders where id = 777");
        var states = ByteBuffer.wrap(Files.readAllBytes(cluster.data().resolve(STATES)));
        int flipped = states.get(filler / 4) ^ 3 << filler % 4 * 2;
        StoppedCluster.put(cluster.data().resolve(STATES), 0, filler / 4, false, (byte) flipped);
        finds("xmin " + filler + ", but pg_xact says that it was rolled back");
    }

    @Test
    void a_row_that_was_seen_rolled_back_although_its_transaction_committed_is_found() throws IOException {
        var page = ByteBuffer.wrap(Files.readAllBytes(cluster.table())).order(ByteOrder.LITTLE_ENDIAN);
        int marks = (page.getInt(3 * StoppedCluster.PAGE + 24) & 0x7FFF) + 20;
        // All visible it is not then.
        StoppedCluster.put(cluster.table(), 3, 10, false, (byte) 0);
        StoppedCluster.put(cluster.table(), 3, marks, true, (byte) 0x02, (byte) 0x0A);
        Files.delete(cluster.mapOfTable());
        finds(
                "block 3, item 1: it is marked as of a transaction that was rolled back, xmin ",
                "says that it committed");
    }

    @Test
    void the_rule_of_tables_names_the_table() throws IOException, SQLException {
        zero(OFFSETS);
        found();
        assertThatThrownBy(this::inspected)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "FAIL", "tables is damaged, the first is public.orders: block ", "multixact 1");
    }

    /** It may be older than the numbers of transactions, which begin anew. */
    @Test
    void a_file_that_belongs_to_no_table_any_more_contradicts_nothing() throws IOException, SQLException {
        Files.copy(cluster.table(), cluster.table().resolveSibling("99999"));
        zero(OFFSETS);
        var orphan = found().stream()
                .filter(one -> one.relation().endsWith("/99999"))
                .toList();
        assertThat(orphan).hasSize(1);
        Files.copy(sound.data().resolve(OFFSETS), replaced(OFFSETS));
        scanned = scanned.with(orphan);
        inspected();
    }

    @Test
    void files_of_no_table_hide_none_of_a_table() throws IOException {
        for (int i = 10_000; i < 10_040; i++) {
            Files.createLink(cluster.table().resolveSibling(String.valueOf(i)), cluster.table());
        }
        zero(STATES);
        finds("but pg_xact says that it never ended");
    }

    @Test
    void a_row_of_another_database_cannot_be_named_but_is_told() throws SQLException {
        scanned = null;
        found();
        scanned = scanned.with(List.of(new Contradiction("base/1/16384", "block 0, item 1: something")));
        assertThatThrownBy(this::inspected)
                .hasMessageContainingAll("INCONCLUSIVE", "base/1/16384", "another database", "something");
    }

    private Path replaced(String file) throws IOException {
        Files.delete(cluster.data().resolve(file));
        return cluster.data().resolve(file);
    }

    private void inspected() throws SQLException {
        try (var started = StoppedCluster.server(home, cluster.data())) {
            server = started;
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute("create schema if not exists firedrill");
                statement.execute("create extension if not exists amcheck schema firedrill");
            }
            new PostgresAssert(this).hasSoundTables();
        }
    }

    private long transaction(String query) throws SQLException {
        try (var started = StoppedCluster.server(place, sound.data());
                var connection = started.superuser("postgres");
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public Optional<ScannedPages> pages() {
        return Optional.of(scanned);
    }

    @Override
    public Connection connect() throws SQLException {
        return server.superuser("postgres");
    }

    @Override
    public RuleContext context() {
        return new RuleContext("orders · latest · backup B1", this, Samples.KEYS);
    }

    @Override
    public RecoveryPoint recoveryPoint() {
        return new RecoveryPoint(Instant.parse("2026-11-22T03:14:07Z"), "", "the test", "");
    }

    @Override
    public void ruleStarted(String id, String description) {}

    @Override
    public void ruleFinished(RuleOutcome outcome) {}
}

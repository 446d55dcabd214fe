package dev.firedrill.postgres.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RuledDatabase;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults whose pages carry a fitting checksum: only what pages say together tells of them. */
class StructureTest implements RuledDatabase, RuleListener {
    @TempDir
    private static Path place;

    private static StoppedCluster sound;

    @TempDir
    private Path home;

    private StoppedCluster cluster;
    private PostgresServer server;
    private final List<RuleOutcome> outcomes = new ArrayList<>();

    @BeforeAll
    static void make() throws IOException, SQLException {
        sound = StoppedCluster.make(place);
    }

    @BeforeEach
    void copy() {
        cluster = sound.copy(home);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private PostgresAssert started() throws SQLException {
        server = StoppedCluster.server(home, cluster.data());
        run("create schema if not exists firedrill", "create extension if not exists amcheck schema firedrill");
        return new PostgresAssert(this);
    }

    private void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void a_sound_cluster_passes_and_it_is_said_what_was_looked_at() throws SQLException {
        started().hasSoundStructure();
        assertThat(outcomes).hasSize(4).allMatch(outcome -> outcome.verdict() == Verdict.PASS);
    }

    @Test
    void a_row_whose_key_changed_has_no_entry_in_its_index() throws IOException, SQLException {
        var row = placeOfOrder(777);
        StoppedCluster.put(cluster.table(), row[0], row[1], true, (byte) 1, (byte) 2, (byte) 3);
        var orders = started();
        assertThatThrownBy(orders::hasSoundIndexes)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("FAIL", "orders_pkey", "lacks matching index tuple");
    }

    @Test
    void a_row_with_a_damaged_header_is_named_by_block_and_item() throws IOException, SQLException {
        var row = placeOfOrder(777);
        StoppedCluster.put(cluster.table(), row[0], row[1] - 2, true, (byte) 0xF0);
        var orders = started();
        assertThatThrownBy(orders::hasSoundTables)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("orders: block " + row[0] + ", item ", "data begins at offset 240");
    }

    @Test
    void a_lost_piece_of_a_long_value_is_found() throws IOException, SQLException {
        started();
        Path toast;
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select pg_relation_filepath(reltoastrelid) from pg_class where relname = 'letters'")) {
            rows.next();
            toast = cluster.data().resolve(rows.getString(1));
        }
        server.close();
        // Its first line pointer says that there is no row.
        StoppedCluster.put(toast, 0, 24, true, new byte[4]);
        var orders = started();
        assertThatThrownBy(orders::hasSoundTables)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("letters: block 0", "toast value");
    }

    @Test
    void a_page_that_is_gone_but_known_to_the_index_is_found() throws IOException, SQLException {
        StoppedCluster.put(cluster.table(), 4, 0, false, new byte[StoppedCluster.PAGE]);
        var orders = started();
        assertThatThrownBy(orders::hasAsManyRowsByIndex)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("orders: 20,000 rows by an index", "by the table");
    }

    @Test
    void a_table_that_was_truncated_at_a_page_is_found() throws IOException, SQLException {
        StoppedCluster.truncate(cluster.table(), 100 * StoppedCluster.PAGE);
        Files.delete(cluster.mapOfTable());
        var orders = started();
        assertThatThrownBy(orders::hasAsManyRowsByIndex)
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("orders: XX001 could not read block");
    }

    @Test
    void what_nothing_verifies_is_named_and_warned_of() throws SQLException {
        started();
        run("create index by_hash on orders using hash (id)", "create index by_range on orders using brin (id)");
        new PostgresAssert(this).hasSoundStructure();
        var last = outcomes.get(outcomes.size() - 1);
        assertThat(last.verdict()).isEqualTo(Verdict.WARN);
        assertThat(last.samples()).containsExactly("public.by_range -> brin", "public.by_hash -> hash");
    }

    @Test
    void an_order_of_another_version_is_not_called_damage() throws SQLException {
        started();
        run(
                "create table names(name text collate \"C\")",
                "insert into names values ('a'), ('B')",
                "create index names_by_name on names(name)",
                "update pg_index set indcollation = '\"und-x-icu\"'::regcollation::oid::text::oidvector"
                        + " where indexrelid = 'names_by_name'::regclass");
        assertThatThrownBy(() -> new PostgresAssert(this).hasSoundIndexes())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("B-tree indexes is damaged", "names_by_name", "XX002");
        run("update pg_collation set collversion = '0' where collname = 'und-x-icu'");
        assertThatThrownBy(() -> new PostgresAssert(this).hasSoundIndexes())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("names_by_name", "collation has another version here");
    }

    @Test
    void without_amcheck_nothing_is_told() throws SQLException {
        started();
        run("drop extension amcheck");
        assertThatThrownBy(() -> new PostgresAssert(this).hasSoundIndexes())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("amcheck is not here");
    }

    /** Block of the row, and where its key lies in the page. */
    private int[] placeOfOrder(int id) throws IOException {
        var content = new String(Files.readAllBytes(cluster.table()), StandardCharsets.ISO_8859_1);
        var key =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(id).array();
        int at = content.indexOf(new String(key, StandardCharsets.ISO_8859_1) + (char) 0xCB + "xx");
        assertThat(at).isPositive();
        return new int[] {at / StoppedCluster.PAGE, at % StoppedCluster.PAGE};
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
    public void ruleFinished(RuleOutcome outcome) {
        outcomes.add(outcome);
    }
}

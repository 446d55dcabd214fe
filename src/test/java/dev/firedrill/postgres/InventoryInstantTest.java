package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.postgres.inventory.InventoryOrigin;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not of one instant of one cluster is not compared, and what was altered is not believed. */
class InventoryInstantTest {
    private static final String REMEDY =
            "Hint: restore to the inventory's instant: restores: {monthly: [inventory]} in firedrill.yaml, or @Restore(at = \"inventory\").";

    @TempDir
    static Path home;

    private static PracticeCluster cluster;
    private static Inventory inventory;

    @TempDir
    Path directory;

    private RestoredShop shop;

    @BeforeAll
    static void record() throws Exception {
        cluster = PracticeCluster.start(home);
        cluster.sql("create role " + RecordedShop.READER);
        cluster.sql("grant pg_read_all_data to " + RecordedShop.READER);
        cluster.sql("create table orders(id int)");
        cluster.sql("insert into orders values (1), (2)");
        inventory = RecordedShop.inventory(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void restored() {
        shop = new RestoredShop(cluster, new LogPlace(inventory.origin().lsn(), 1));
    }

    @Test
    void it_says_of_which_state_it_is() throws Exception {
        var origin = inventory.origin();
        assertThat(origin.system()).isEqualTo("crm");
        assertThat(origin.database()).isEqualTo("postgres");
        assertThat(origin.systemIdentifier())
                .isEqualTo(cluster.sql("select system_identifier from pg_control_system()"));
        assertThat(origin.timeline()).isEqualTo(1);
        assertThat(origin.serverVersion()).isEqualTo(cluster.sql("show server_version"));
        assertThat(origin.how())
                .startsWith("on the primary, between two equal snapshots (")
                .contains("no transaction under way, attempt ");
        assertThat(inventory.tables()).singleElement().satisfies(table -> {
            assertThat(table.name()).isEqualTo("public.orders");
            assertThat(table.digest().rows()).isEqualTo(2);
        });
    }

    @Test
    void at_another_position_nothing_is_told_whatever_the_rows_are() {
        shop.endsAt = Optional.of(new LogPlace(new Lsn(inventory.origin().lsn().value() + 8), 1));
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessage(
                        """
                        INCONCLUSIVE  crm · inventory · backup b1 · rule orders-identical-to-inventory
                        Expecting  orders  to have exactly the rows that the inventory recorded   (inventory of %s, restored state of %s)
                        but it cannot be told: they are of two instants.
                        %s"""
                                .formatted(inventory.origin().instant(), shop.endsAt.get(), REMEDY));
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowCountOf(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("they are of two instants");
        assertThatThrownBy(() -> assertThat(shop).schema().isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("they are of two instants");
        assertThatThrownBy(() -> assertThat(shop).isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("rule content-instant");
        assertThat(shop.outcomes)
                .extracting(it -> it.id())
                .endsWith("content-instant")
                .doesNotContain("content-schema");
    }

    @Test
    void the_same_position_of_another_timeline_is_another_instant() {
        shop.endsAt = Optional.of(new LogPlace(inventory.origin().lsn(), 2));
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("on timeline 2)\nbut it cannot be told: they are of two instants");
    }

    @Test
    void a_state_whose_end_is_not_exactly_known_is_not_compared() {
        shop.endsAt = Optional.empty();
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("restored state of about 0/3000060 (2026-11-22T03:14:07Z, the test))\n"
                        + "but it cannot be told: it is not known that they are of one instant.\n" + REMEDY);
    }

    @Test
    void a_dump_has_no_instant_of_its_source() {
        shop.point = new RecoveryPoint(shop.point.time(), "", RecoveryPoint.START_OF_DUMP, "");
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("but it cannot be told: the restored state has no position in the log");
    }

    @Test
    void a_backup_of_another_cluster_fails(@TempDir Path other) throws Exception {
        try (var impostor = PracticeCluster.start(other)) {
            impostor.sql("create table orders(id int)");
            impostor.sql("insert into orders values (1), (2)");
            var restored =
                    new RestoredShop(impostor, new LogPlace(inventory.origin().lsn(), 1));
            assertThatThrownBy(() -> assertThat(restored).table("orders").isIdenticalTo(inventory))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("but the restored state is of cluster ")
                    .hasMessageContaining(", and the inventory of cluster "
                            + inventory.origin().systemIdentifier())
                    .hasMessageContaining("Hint: this is a backup of another cluster");
        }
    }

    @Test
    void another_database_of_the_same_cluster_is_not_compared() {
        var origin = inventory.origin();
        var file = directory.resolve("other.json");
        new Inventory(
                        new InventoryOrigin(
                                origin.system(),
                                "billing",
                                origin.systemIdentifier(),
                                1,
                                origin.lsn(),
                                origin.time(),
                                origin.serverVersion(),
                                origin.how()),
                        inventory.tables(),
                        inventory.sequences(),
                        inventory.largeObjects(),
                        inventory.objects())
                .write(file);
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(Inventory.read(file)))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("checks look at database [postgres], and the inventory is of database [billing]");
    }

    @Test
    void a_table_that_nobody_recorded_is_not_told_of() throws Exception {
        cluster.sql("create view all_orders as select * from orders");
        try {
            assertThatThrownBy(() -> assertThat(shop).table("all_orders").isIdenticalTo(inventory))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("the inventory has no rows of  all_orders");
            assertThatThrownBy(() -> assertThat(shop).table("all_orders").hasRowCountOf(inventory))
                    .isInstanceOf(Inconclusive.class);
            assertThatThrownBy(() -> assertThat(shop).table("ordres").isIdenticalTo(inventory))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("there is no table ordres");
        } finally {
            cluster.sql("drop view all_orders");
        }
    }

    @Test
    void a_file_is_private_and_holds_all() throws IOException {
        var file = directory.resolve("inv/crm.json");
        inventory.write(file);
        assertThat(Inventory.read(file)).isEqualTo(inventory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_file_that_was_altered_is_not_believed() throws IOException {
        var file = directory.resolve("crm.json");
        inventory.write(file);
        var text = Files.readString(file);
        refused(file, text.replace("\"rows\" : 2", "\"rows\" : 3"), "it was altered: its checksum does not fit");
        refused(file, text.replace("\"timeline\" : 1", "\"timeline\" : 2"), "it was altered");
        refused(file, text.replace("sha256:", "sha256:0"), "it was altered");
        refused(file, text.substring(0, text.length() / 2), "it is garbled: line ");
        refused(file, text + "{}", "it is garbled: line ");
        refused(file, text.replace("\"inventory\" : 1", "\"inventory\" : 2"), "it is of format 2, and 1 is known");
        refused(file, "{}", "it is no inventory");
        refused(file, "", "it is no inventory");
        Files.delete(file);
        assertThatThrownBy(() -> Inventory.read(file))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("there is no such file\n  Remedy: record it anew");
        Files.writeString(file, text.replaceAll("\\s*\n\\s*", "\n"));
        assertThat(Inventory.read(file)).as("laid out in other lines").isEqualTo(inventory);
    }

    private static void refused(Path file, String text, String why) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> Inventory.read(file))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the inventory " + file + " cannot be used: " + why);
    }
}

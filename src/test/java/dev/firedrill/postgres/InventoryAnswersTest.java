package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an inventory can answer of a table with several tables below it, or with none whose rows came along. */
class InventoryAnswersTest {
    @TempDir
    Path home;

    /** The database that was recorded takes the place of the restored one: what is changed in it was not recorded. */
    @Test
    void several_partitions_are_told_together_and_what_was_not_recorded_is_not_called_the_same() throws Exception {
        try (var cluster = PracticeCluster.start(home)) {
            found(cluster);
            var inventory = RecordedShop.inventory(cluster);
            var shop = new RestoredShop(cluster, new LogPlace(inventory.origin().lsn(), 1));
            assertThat(shop).table("orders").isIdenticalTo(inventory);
            assertThat(shop.outcomes.get(0).verdict()).isEqualTo(Verdict.PASS);
            assertThat(shop.outcomes.get(0).value()).isEqualTo(5);

            partitions(shop, inventory);
            unlogged(shop, inventory);
        }
    }

    private static void found(PracticeCluster cluster) throws SQLException {
        cluster.sql("create role " + RecordedShop.READER);
        cluster.sql("grant pg_read_all_data to " + RecordedShop.READER);
        cluster.sql("create table orders(id int) partition by range (id)");
        cluster.sql("create table orders_1 partition of orders for values from (1) to (10)");
        cluster.sql("create table orders_2 partition of orders for values from (10) to (20)");
        cluster.sql("insert into orders values (1), (2), (3), (11), (12)");
        cluster.sql("create unlogged table scratch(id int)");
        cluster.sql("insert into scratch values (1)");
        cluster.sql("create table papers(id int)");
        cluster.sql("create unlogged table notes() inherits (papers)");
    }

    private static void partitions(RestoredShop shop, Inventory inventory) throws SQLException {
        shop.sql("delete from orders where id = 2");
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but it has 2 rows, and the inventory 3: 1 missing")
                .hasMessageContaining("This is partition public.orders_1");
        shop.sql("update orders set id = 13 where id = 12");
        assertThatThrownBy(() -> assertThat(shop).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 2 of 2 tables differ.\n  public.orders_1\n  public.orders_2\n");
    }

    private static void unlogged(RestoredShop shop, Inventory inventory) {
        for (var table : new String[] {"scratch", "papers"}) {
            assertThatThrownBy(() -> assertThat(shop).table(table).isIdenticalTo(inventory))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("but it cannot be told: rows of  public."
                            + (table.equals("papers") ? "notes" : "scratch")
                            + "  are UNLOGGED and do not survive a recovery, so none were recorded");
            assertThatThrownBy(() -> assertThat(shop).table(table).hasRowCountOf(inventory))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("  are UNLOGGED and do not survive a recovery");
        }
        assertThat(shop).table("papers").only().isIdenticalTo(inventory);
    }
}

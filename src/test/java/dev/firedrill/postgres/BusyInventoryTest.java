package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While four writers work, an inventory either equals a restore to its position, or is refused.
 * {@code -Dbusy.inventories=100} records so many.
 */
class BusyInventoryTest {
    private static final int MANY = Integer.getInteger("busy.inventories", 20);

    @TempDir
    Path home;

    @Test
    void an_inventory_between_the_transactions_of_four_writers_equals_a_restore_to_it() throws Exception {
        assertThat(recordedAndRestored(2, TimeUnit.MILLISECONDS.toNanos(60))).isEqualTo(2);
    }

    @Test
    @Exhaustive
    void many_inventories_between_the_transactions_of_four_writers_do() throws Exception {
        assertThat(recordedAndRestored(MANY, TimeUnit.MILLISECONDS.toNanos(25))).isPositive();
    }

    @Test
    @Exhaustive
    void writers_that_never_rest_leave_hardly_a_moment_and_it_is_right_all_the_same() throws Exception {
        recordedAndRestored(MANY, 0);
    }

    /** @return how many were not refused; each of them was restored and compared */
    private int recordedAndRestored(int number, long pauseNanos) throws Exception {
        var inventories = new ArrayList<Inventory>();
        Path backup;
        try (var production = PracticeCluster.startWith(home, "max_prepared_transactions", "20")) {
            production.sql("create role " + RecordedShop.READER);
            production.sql("grant pg_read_all_data to " + RecordedShop.READER);
            try (var busy = new BusySource(production, 4, pauseNanos)) {
                backup = RecordedShop.backup(production, home, "b1");
                busy.start(4);
                for (int i = 0; i < number; i++) {
                    long before = busy.transactions();
                    try {
                        inventories.add(RecordedShop.recorder(production, Duration.ofSeconds(pauseNanos == 0 ? 2 : 20))
                                .record());
                    } catch (Inconclusive e) {
                        assertThat(e).hasMessageContaining("no inventory: the source did not stand still");
                    }
                    assertThat(busy.transactions()).as("they write meanwhile").isGreaterThan(before);
                }
            }
            production.archiveSegment();
        }
        for (int i = 0; i < inventories.size(); i++) {
            compare(backup, "restored" + i, inventories.get(i));
        }
        return inventories.size();
    }

    private void compare(Path backup, String name, Inventory inventory) throws Exception {
        try (var restored = RecordedShop.restored(home, backup, name, inventory)) {
            assertThat(new RestoredShop(
                            restored, new LogPlace(inventory.origin().lsn(), 1)))
                    .isIdenticalTo(inventory);
        }
        RulesCluster.Running.delete(home.resolve(name));
    }
}

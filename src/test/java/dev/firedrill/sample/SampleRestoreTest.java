package dev.firedrill.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.postgres.RecoveryProof;
import dev.firedrill.postgres.RecoverySettings;
import dev.firedrill.restore.Deadline;
import dev.firedrill.store.TreeCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes back from the sample is, to the row, what its production recorded. */
class SampleRestoreTest {
    private static Sample sample;

    @TempDir
    Path work;

    @BeforeAll
    static void make_it() {
        sample = TestSample.get();
    }

    /** What a restore brought back. */
    private record Restored(RecoveryPoint point, Map<String, Long> counts, long changedPrices, long wrongTotals) {}

    @Test
    void the_newest_state_is_the_newest_archived_commit() throws Exception {
        var restored = restore(backup("", 2), new RecoveryTarget.Latest());
        assertThat(restored.point().time()).isEqualTo(sample.archived("").newestCommit());
        assertThat(restored.counts()).isEqualTo(sample.archived("").rowCounts());
        assertThat(restored.changedPrices()).isEqualTo(restored.counts().get("products"));
        assertThat(restored.wrongTotals()).isZero();
    }

    @Test
    void the_oldest_backup_leads_to_the_same_state() throws Exception {
        var restored = restore(backup("", 0), new RecoveryTarget.Latest());
        assertThat(restored.counts()).isEqualTo(sample.archived("").rowCounts());
    }

    @Test
    void the_copy_leads_to_its_own_newest_commit() throws Exception {
        var restored = restore(backup(Sample.DR, 2), new RecoveryTarget.Latest());
        assertThat(restored.point().time()).isEqualTo(sample.archived(Sample.DR).newestCommit());
        assertThat(restored.counts()).isEqualTo(sample.archived(Sample.DR).rowCounts());
    }

    @Test
    void five_seconds_before_as_of_the_orders_of_before_are_there_and_no_others() throws Exception {
        var target = sample.facts().asOf().minusSeconds(5);
        var restored = restore(backup("", 2), new RecoveryTarget.Time(target));
        long before = sample.facts().commits().stream()
                .filter(commit -> !commit.time().isAfter(target))
                .count();
        long history = sample.archived("").rowCounts().get("orders")
                - sample.facts().commits().stream()
                        .filter(commit -> !commit.phase().equals("lost"))
                        .count();
        assertThat(restored.counts()).containsEntry("orders", history + before);
        assertThat(restored.point().time()).isBeforeOrEqualTo(target);
    }

    @Test
    void at_the_named_point_no_price_was_changed() throws Exception {
        var restored = restore(backup("", 2), new RecoveryTarget.Name("before-price-change"));
        assertThat(restored.changedPrices()).isZero();
        assertThat(restored.point().time())
                .isBefore(sample.facts().restorePoint().time());
    }

    private static Backup backup(String copy, int index) {
        return sample.catalog("shop", copy).backups().get(index);
    }

    private Restored restore(Backup backup, RecoveryTarget target) throws Exception {
        var base = BaseBackup.open(backup);
        base.requireWalFor(target);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var data = Files.createDirectory(work.resolve("data"), mode);
        TreeCopy.copy(base.directory(), data, path -> true, () -> {});
        Files.createFile(data.resolve("recovery.signal"));
        try (var server = PostgresServer.start(
                PostgresBinaries.bundled(TestSample.STATE),
                data,
                work.resolve("run"),
                "postgres",
                RecoverySettings.of(base, target))) {
            assertThat(server.awaitReady(() -> false))
                    .as(() -> "log " + server.log())
                    .isTrue();
            try (var shop = new Sql(server.superuser("shop"))) {
                await().until(() ->
                        shop.text("select pg_is_in_recovery()::text").equals("false"));
                return new Restored(
                        new RecoveryProof(base, target, Deadline.in(Duration.ofMinutes(1))).of(server.log()),
                        counts(shop),
                        shop.number("select count(*) from products where price_changed_at is not null"),
                        shop.number("select count(*) from order_totals where total_amount <> sum_of_items"));
            }
        }
    }

    private static Map<String, Long> counts(Sql shop) {
        var counts = new TreeMap<String, Long>();
        for (var table : sample.archived("").rowCounts().keySet()) {
            counts.put(table, shop.number("select count(*) from " + table));
        }
        return counts;
    }
}

package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.integrity.MendedPage;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.Sample;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores to the instant of an inventory, on the way that a user's restores go. */
class InventoryRestoreTest {
    private static final int PAGE = 8192;

    @TempDir
    Path home;

    private final Sample sample = PlantedBackup.sample();
    private PlantedBackup planted;
    private PlantedRun run;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.in(home);
        run = PlantedRun.of(home).with("inventory", "'" + sample.inventory() + "'");
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void a_restore_to_the_inventory_ends_just_before_its_position_and_is_identical() throws IOException {
        var inventory = Inventory.read(sample.inventory());
        var restoration = run.at("inventory");
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.target())
                .contains(new RecoveryTarget.Lsn(inventory.origin().lsn().toString(), false));
        assertThat(restoration).reachedItsTarget();
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).startsWith("recovery stopped before position ");
        var shop = shop(restoration);
        assertThat(shop).isIdenticalTo(shop.inventory());
        assertThat(shop)
                .table("orders")
                .hasRowCountOf(inventory)
                .isIdenticalTo(inventory)
                .table("order_items")
                .isIdenticalTo(inventory);
        assertThat(shop).schema().isIdenticalTo(inventory);
        assertThat(inventory.rowsOf(inventory.family("public.orders")))
                .isEqualTo(sample.archived("").rowCounts().get("orders"));
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void at_depth_content_everything_is_compared_while_it_is_restored() throws IOException {
        var restoration = run.with("depth", "content").at("inventory");
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.rules())
                .extracting(RuleOutcome::id, RuleOutcome::verdict)
                .contains(
                        tuple("physical-indexes", Verdict.PASS),
                        tuple("content-instant", Verdict.PASS),
                        tuple("content-schema", Verdict.PASS),
                        tuple("content-sequences", Verdict.PASS),
                        tuple("content-large-objects", Verdict.PASS),
                        tuple("content-public.customers", Verdict.PASS),
                        tuple("content-public.order_items", Verdict.PASS));
    }

    @Test
    void depth_content_at_another_instant_is_not_told() throws IOException {
        run.with("depth", "content")
                .cannotTell(
                        "rule content-instant",
                        "inventory of "
                                + Inventory.read(sample.inventory()).origin().instant(),
                        "it is not known that they are of one instant",
                        "restores: {monthly: [inventory]}");
    }

    /** Everything is mended: only an inventory can show it. */
    @Test
    void one_byte_of_a_customer_that_was_changed_with_its_checksum_mended_is_found() throws IOException {
        run.withoutManifest(planted);
        renameACustomer();
        var restoration = run.with("depth", "content")
                .refused(
                        Verdict.FAIL,
                        "inventory",
                        "rule content-public.customers",
                        "rows are not those of the inventory, which has as many: their digest is another one");
        assertThat(restoration.rules())
                .filteredOn(rule -> rule.verdict() != Verdict.PASS)
                .extracting(RuleOutcome::id)
                .containsExactly("content-public.customers");
    }

    @Test
    void a_position_that_includes_the_next_record_is_not_taken_for_the_inventorys() throws IOException {
        var inventory = Inventory.read(sample.inventory());
        var restoration = run.at("lsn:" + inventory.origin().lsn());
        assertThat(restoration.failure()).isEmpty();
        assertThatThrownBy(() -> assertThat(shop(restoration)).table("orders").isIdenticalTo(inventory))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("it is not known that they are of one instant");
    }

    @Test
    void an_archive_that_ends_before_the_inventory_does_not_reach_it() throws IOException {
        planted.clear(planted.newestSegment());
        run.refused(
                Verdict.INCONCLUSIVE,
                "inventory",
                "recovery to just before lsn:"
                        + Inventory.read(sample.inventory()).origin().lsn() + " failed",
                "the log does not lead to that position yet");
    }

    @Test
    void an_inventory_that_is_missing_or_altered_is_said_with_its_file() throws IOException {
        var file = home.resolve("inv.json");
        run.with("inventory", "inv.json");
        run.refused(Verdict.INCONCLUSIVE, "inventory", "the inventory " + file, "there is no such file");
        Files.writeString(
                file, Files.readString(sample.inventory()).replace("customers_email_key", "customers_email_kez"));
        run.refused(Verdict.INCONCLUSIVE, "inventory", "the inventory " + file, "it was altered");
    }

    @Test
    void a_system_without_an_inventory_has_no_such_target() throws IOException {
        assertThatThrownBy(() -> PlantedRun.of(home).at("inventory"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("the inventory of system [crm] is asked for, and it names none");
    }

    private static PostgresInstance shop(Restoration restoration) {
        return (PostgresInstance) restoration.instance().orElseThrow();
    }

    /** In a page of which no record of the log has an image that would heal it. */
    private void renameACustomer() throws IOException {
        var file = planted.customers();
        var content = Files.readAllBytes(file);
        var name = "Customer 3".getBytes(StandardCharsets.US_ASCII);
        int at = 2 * PAGE;
        while (!Arrays.equals(content, at, at + name.length, name, 0, name.length)) {
            at++;
        }
        content[at] = 'K';
        MendedPage.mend(content, at / PAGE);
        planted.replace(file, content);
    }
}

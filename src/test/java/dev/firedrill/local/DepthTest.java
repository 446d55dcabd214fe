package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How deep a restored backup is looked into: what each depth finds, and that it is said how deep it was. */
class DepthTest {
    @TempDir
    Path home;

    private PlantedBackup planted;
    private PlantedRun run;

    @BeforeEach
    void plant() throws IOException {
        planted = PlantedBackup.in(home);
        run = PlantedRun.of(home);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void the_pages_of_a_sound_backup_are_read_and_it_serves_as_before() throws IOException, SQLException {
        var restoration = run.with("depth", "pages").restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
        assertThat(restoration.headline()).contains(" · depth pages");
        assertThat(restoration.log())
                .anyMatch(line -> line.matches(".*pages: [\\d,]+ in [\\d,]+ files read .*; checksums verified.*"))
                .anyMatch(line -> line.contains("redo done"));
        assertThat(PlantedRun.number(restoration, "select count(*) from customers"))
                .isPositive();
    }

    @Test
    void by_default_pages_are_not_read_and_a_damaged_one_stays_unseen() throws IOException {
        damageACustomer();
        var restoration = run.restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(pagesIn(restoration)).isFalse();
        assertThat(restoration.headline()).doesNotContain("depth");
    }

    @Test
    void at_depth_pages_a_damaged_page_fails_the_restore() throws IOException {
        damageACustomer();
        var name = planted.newest().relativize(planted.customers()).toString();
        var restoration = run.with("depth", "pages").fails("depth pages", name + ": block 1: expecting checksum");
        assertThat(pagesIn(restoration)).isTrue();
    }

    @Test
    void the_structure_of_a_sound_backup_is_verified_by_the_role_of_the_checks() throws IOException {
        var restoration = run.with("depth", "structure").restore();
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.rules())
                .extracting(RuleOutcome::id, RuleOutcome::verdict)
                .contains(
                        tuple("physical-tables", Verdict.PASS),
                        tuple("physical-indexes", Verdict.PASS),
                        tuple("physical-row-counts", Verdict.PASS),
                        tuple("physical-other-indexes", Verdict.PASS));
        var shop = (PostgresInstance) restoration.instance().orElseThrow();
        assertThat(shop).isPhysicallySound();
    }

    @Test
    void content_without_an_inventory_is_not_told() throws IOException {
        run.with("depth", "content").cannotTell("depth [content] needs an inventory");
    }

    @Test
    void an_assertion_over_pages_that_nobody_read_does_not_pass() throws IOException {
        var shop = (PostgresInstance) run.restore().instance().orElseThrow();
        assertThatThrownBy(() -> assertThat(shop).hasSoundPages())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContainingAll("pages were not read", "depth: pages");
    }

    @Test
    void a_depth_that_is_none_is_a_mistake() {
        assertThatThrownBy(() -> run.with("depth", "deep").restore())
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("depth", "files, pages, structure or content");
    }

    /** Damage from before the backup is in the manifest, too; here there is none. */
    private void damageACustomer() throws IOException {
        run.withoutManifest(planted);
        planted.flip(planted.customers(), 8192 + 5000);
    }

    private static boolean pagesIn(Restoration restoration) {
        return restoration.log().stream().anyMatch(line -> line.contains("pages: "));
    }
}

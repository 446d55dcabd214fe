package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.restore.Restoration;
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

    /** Damage from before the backup is in the manifest, too; here there is none. */
    private void damageACustomer() throws IOException {
        run.withoutManifest(planted);
        planted.flip(planted.customers(), 8192 + 5000);
    }

    private static boolean pagesIn(Restoration restoration) {
        return restoration.log().stream().anyMatch(line -> line.contains("pages: "));
    }
}

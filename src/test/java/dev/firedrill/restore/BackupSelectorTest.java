package dev.firedrill.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.BackupUnusable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackupSelectorTest {
    private static final Instant AS_OF = Instant.parse("2026-11-22T12:00:00Z");

    private static Backup made(String id, Duration before) {
        return new Backup(id, "orders", "", "/backups/" + id, AS_OF.minus(before), 1, Map.of());
    }

    private static Selection select(String at, String random, long seed, Backup... backups) {
        var request = new RestoreRequest("orders", at, "", random, false, "@Restore on OrdersCheck");
        BackupCatalog catalog = () -> List.of(backups);
        return new BackupSelector(seed).select(request, catalog, AS_OF);
    }

    private final Backup old = made("old", Duration.ofDays(40));
    private final Backup middle = made("middle", Duration.ofHours(30));
    private final Backup newest = made("newest", Duration.ofMinutes(30));

    @Test
    void latest_takes_the_newest_wherever_it_stands_in_the_list() {
        var selection = select("", "", 0, newest, old, middle);

        assertThat(selection.backup()).isEqualTo(newest);
        assertThat(selection.target()).isEqualTo(new RecoveryTarget.Latest());
    }

    @Test
    void a_backup_made_after_as_of_did_not_exist_then() {
        assertThat(select("", "", 0, middle, made("later", Duration.ofHours(-1)))
                        .backup())
                .isEqualTo(middle);
    }

    @Test
    void a_point_in_time_takes_the_newest_backup_that_was_complete_before_it() {
        var selection = select("1h ago", "", 0, old, middle, newest);

        assertThat(selection.backup()).isEqualTo(middle);
        assertThat(selection.newest()).isEqualTo(newest);
        assertThat(selection.target()).isEqualTo(new RecoveryTarget.Time(Instant.parse("2026-11-22T11:00:00Z")));
    }

    @Test
    void a_point_in_time_before_all_backups_cannot_be_served() {
        assertThatThrownBy(() -> select("50d ago", "", 0, old, middle))
                .isInstanceOf(BackupUnusable.class)
                .hasMessage(
                        "FAIL  orders · 50d ago: no backup was complete before the recovery target 2026-10-03T12:00:00Z;"
                                + " the oldest of 2 is old, made at 2026-10-13T12:00:00Z");
    }

    @Test
    void no_backup_at_all_is_a_failure_of_its_own() {
        assertThatThrownBy(() -> select("", "", 0))
                .isInstanceOf(BackupUnusable.class)
                .hasMessage("FAIL  orders · latest: no usable backup was found as of 2026-11-22T12:00:00Z;"
                        + " nothing could be restored");
    }

    @Test
    void a_draw_is_repeated_by_its_seed_and_reaches_every_backup_of_the_period() {
        var drawn = IntStream.range(0, 50)
                .mapToObj(seed -> select("", "30d", seed, old, middle, newest).backup())
                .toList();

        assertThat(drawn).containsOnly(middle, newest);
        assertThat(select("", "30d", 7, old, middle, newest)).isEqualTo(select("", "30d", 7, old, middle, newest));
        assertThat(select("", "30d", 7, old, middle, newest).how())
                .isEqualTo("drawn from 2 of the last 30d with seed 7");
    }

    @Test
    void a_drawn_backup_is_restored_to_its_own_end() {
        assertThat(select("", "30d", 0, newest).target()).isEqualTo(new RecoveryTarget.BackupEnd());
    }

    @Test
    void a_period_without_a_backup_is_a_failure() {
        assertThatThrownBy(() -> select("", "30d", 0, old))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("none of 1 backups was made within 30d before 2026-11-22T12:00:00Z");
    }

    @Test
    void a_target_that_cannot_be_read_names_who_asked_for_it() {
        assertThatThrownBy(() -> select("yesterday", "", 0, newest))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageStartingWith("@Restore on OrdersCheck: at = \"yesterday\": cannot read");
    }
}

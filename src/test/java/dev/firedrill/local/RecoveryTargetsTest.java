package dev.firedrill.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.sample.Sample;
import dev.firedrill.sample.SampleFacts;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores to all kinds of targets, judged by what is known of the sample's production. */
@Exhaustive
class RecoveryTargetsTest {
    private static final String PRICE_CHANGED = "select count(*) from products where price_changed_at is not null";

    @TempDir
    Path home;

    private final Sample sample = PlantedBackup.sample();
    private final SampleFacts facts = sample.facts();
    private PlantedRun run;

    @BeforeEach
    void plant() throws IOException {
        PlantedBackup.allIn(home);
        run = PlantedRun.of(home);
    }

    @AfterEach
    void all_is_gone() throws IOException {
        run.close();
    }

    @Test
    void the_newest_state_is_exactly_what_was_archived() throws Exception {
        var restoration = succeeded(run.restore());
        var archived = sample.archived("");
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isEqualTo(archived.newestCommit());
        assertThat(restoration.rpo()).contains(Duration.between(archived.newestCommit(), facts.asOf()));
        for (var count : archived.rowCounts().entrySet()) {
            assertThat(PlantedRun.number(restoration, "select count(*) from " + count.getKey()))
                    .as(count.getKey())
                    .isEqualTo(count.getValue());
        }
        assertThat(PlantedRun.number(restoration, PRICE_CHANGED)).isPositive();
    }

    @Test
    void a_copy_lags_by_exactly_what_its_archive_lacks() throws Exception {
        run.with("copies", "{dr: " + PlantedRun.backup(sample.backups(Sample.DR), sample.wal(Sample.DR)) + "}");
        var restoration = succeeded(run.restore("", Sample.DR, ""));
        var archived = sample.archived(Sample.DR);
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isEqualTo(archived.newestCommit());
        assertThat(restoration.rpo()).contains(Duration.between(archived.newestCommit(), facts.asOf()));
        assertThat(PlantedRun.number(restoration, "select count(*) from orders"))
                .isEqualTo(archived.rowCounts().get("orders"));
    }

    @Test
    void a_moment_has_all_before_it_and_nothing_after_it() throws Exception {
        var commits = archivedAfterTheLastBackup();
        var last = commits.get(6);
        var next = commits.get(7);
        var moment = last.time().plus(Duration.between(last.time(), next.time()).dividedBy(2));
        var restoration = succeeded(run.at(moment));
        assertThat(restoration).reachedItsTarget();
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isEqualTo(last.time());
        assertThat(order(restoration, last)).isEqualTo(1);
        assertThat(order(restoration, next)).isZero();
        assertThat(PlantedRun.number(restoration, "select max(id) from orders")).isEqualTo(last.orderId());
        assertThat(restoration.rpo()).as("data lost is not measured here").isEmpty();
    }

    @Test
    void at_a_named_point_what_came_after_it_is_absent() throws Exception {
        var restoration = succeeded(run.at("name:" + facts.restorePoint().name()));
        assertThat(restoration).reachedItsTarget();
        assertThat(PlantedRun.number(restoration, PRICE_CHANGED)).isZero();
    }

    @Test
    void a_position_in_the_log_is_reached_with_proof() throws Exception {
        var position = facts.restorePoint().lsn();
        var restoration = succeeded(run.at("lsn:" + position));
        assertThat(restoration).reachedItsTarget();
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).startsWith("recovery stopped after position");
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isBefore(facts.restorePoint().time().plusMillis(500));
    }

    @Test
    void a_name_that_nobody_gave_is_never_reached() throws IOException {
        run.refused(
                Verdict.INCONCLUSIVE,
                "name:before-the-flood",
                "name:before-the-flood failed",
                "recovery ended before",
                "the log after this backup does not hold that name",
                "an older backup may hold it");
    }

    @Test
    void a_time_after_the_last_record_is_never_reached() throws IOException {
        run.refused(
                Verdict.INCONCLUSIVE,
                facts.asOf().toString(),
                "recovery ended before configured recovery target",
                "nothing was committed after that moment yet",
                "Remedy: ask for latest");
    }

    @Test
    void a_time_before_the_oldest_backup_is_refused() throws IOException {
        run.refused(
                Verdict.FAIL,
                facts.baseInstant().minusSeconds(3600).toString(),
                "no backup was complete before the recovery target",
                "the oldest of 3 is base-");
    }

    @Test
    void when_all_backups_are_later_than_as_of_that_is_said() throws IOException {
        run.with("asOf", facts.baseInstant().toString());
        run.refused(Verdict.FAIL, "", "no usable backup was found", "(3 were made after that, the first, base-");
    }

    @Test
    void a_target_that_cannot_be_read_is_the_users_mistake() throws IOException {
        assertThatThrownBy(() -> run.at("yesterday"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContainingAll("at = \"yesterday\"", "1h ago");
        run.nothingIsLeft();
    }

    @Test
    void a_draw_is_recorded_and_can_be_repeated() throws Exception {
        var restoration = succeeded(run.restore("", "", "30d"));
        assertThat(restoration.howChosen()).isEqualTo("drawn from 3 of the last 30d with seed 7");
        assertThat(restoration.recoveryPoint().orElseThrow().proof()).contains("consistency");
        var again = new RestoreRequest("crm", "", "", "30d", false, "RecoveryTargetsTest");
        var system = run.run().configuration().system("crm", "RecoveryTargetsTest");
        assertThat(run.open().resolvedKey(system, again))
                .contains("|" + restoration.backup().orElseThrow().id() + "|");
    }

    @Test
    void a_draw_from_none_is_a_failure() throws IOException {
        run.with("asOf", facts.asOf().plus(Duration.ofDays(60)).toString());
        var restoration = run.restore("", "", "30d");
        assertThat(restoration.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(restoration.failure().orElseThrow())
                .hasMessageContaining("none of 3 backups was made within 30d before");
    }

    @Test
    void the_time_of_a_restore_counts_by_phase_up_to_verified() throws Exception {
        run.with("verify", "['select 1 from orders limit 1', 'select pg_sleep(0.3)']");
        var restoration = succeeded(run.restore());
        assertThat(restoration.phases())
                .extracting(PhaseRecord::phase)
                .containsExactly(Phase.SELECT, Phase.PROVISION, Phase.RECOVER, Phase.READY, Phase.VERIFY);
        assertThat(restoration.phases().get(4).elapsed()).isGreaterThan(Duration.ofMillis(300));
        var sum = restoration.phases().stream().map(PhaseRecord::elapsed).reduce(Duration.ZERO, Duration::plus);
        assertThat(restoration.rto()).contains(sum);
    }

    @Test
    void two_restores_at_once_do_not_touch_each_other(@TempDir Path other) throws Exception {
        PlantedBackup.in(other);
        try (var second = PlantedRun.of(other)) {
            var both = List.of(run, second).parallelStream()
                    .map(RecoveryTargetsTest::restored)
                    .toList();
            for (var restoration : both) {
                assertThat(succeeded(restoration).recoveryPoint().orElseThrow().time())
                        .isEqualTo(sample.archived("").newestCommit());
            }
            assertThat(both.get(0).id())
                    .isNotEqualTo(both.get(1).id())
                    .startsWith(utc(run.run().startedAt()));
        }
    }

    private static String utc(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    private static Restoration restored(PlantedRun run) {
        try {
            return run.restore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Restoration succeeded(Restoration restoration) {
        assertThat(restoration.failure()).isEmpty();
        assertThat(restoration.verdict()).isEqualTo(Verdict.PASS);
        return restoration;
    }

    private static long order(Restoration restoration, SampleFacts.Commit commit) throws SQLException {
        return PlantedRun.number(restoration, "select count(*) from orders where id = " + commit.orderId());
    }

    private List<SampleFacts.Commit> archivedAfterTheLastBackup() {
        return facts.commits().stream()
                .filter(commit -> commit.phase().equals("after base 3"))
                .toList();
    }
}

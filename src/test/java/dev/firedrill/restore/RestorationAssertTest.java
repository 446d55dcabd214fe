package dev.firedrill.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.Baseline;
import dev.firedrill.config.Depth;
import dev.firedrill.config.InstanceScope;
import dev.firedrill.config.Objectives;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.config.RestorePlace;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Objectives: each holds up to its limit, is missed just beyond it, and is INCONCLUSIVE where nothing can be told. */
class RestorationAssertTest {
    private static final Instant AS_OF = Instant.parse("2026-11-22T03:15:10Z");

    private final Restoration latest = restoration("", new RecoveryTarget.Latest());

    private static Restoration restoration(String at, RecoveryTarget target) {
        var source = new BackupSource("firedrill.yaml:3", "base-backup", Map.of(), Path.of("."));
        var objectives = new Objectives(Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(26));
        var system = new ProtectedSystem(
                "firedrill.yaml:2",
                "orders",
                "postgresql",
                "local",
                "orders",
                "postgres",
                source,
                Map.of(),
                objectives,
                Optional.empty(),
                Duration.ofMinutes(30),
                InstanceScope.CLASS,
                List.of(),
                List.of(),
                Path.of("rules"),
                "keys",
                Path.of("work"),
                Optional.empty(),
                List.of(),
                Baseline.USUAL,
                Depth.FILES,
                Optional.empty(),
                List.of(),
                new RestorePlace("", Map.of(), Path.of("")));
        var request = new RestoreRequest("orders", at, "", "", false, "OrdersCheck");
        var restoration = new Restoration("r-1", system, request, AS_OF, AS_OF, List.of());
        var backup = new Backup("base-1", "orders", "", "/b", AS_OF.minus(Duration.ofHours(26)), 1, Map.of());
        restoration.selected(new Selection(backup, target, backup, "the only one"));
        return restoration;
    }

    private static Restoration recovered(Restoration restoration, Instant time, String proof) {
        restoration.succeeded(new RecoveredInstance(new RecoveryPoint(time, "0/3000060", "newest commit", proof)));
        return restoration;
    }

    private record RecoveredInstance(RecoveryPoint recoveryPoint) implements Instance {
        @Override
        public void verify(List<String> queries) {}

        @Override
        public Map<String, String> address() {
            return Map.of();
        }

        @Override
        public String connection() {
            return "";
        }

        @Override
        public String discarding() {
            return "";
        }

        @Override
        public List<String> log() {
            return List.of();
        }

        @Override
        public long bytes() {
            return 1;
        }
    }

    @Test
    void a_restore_that_did_not_come_to_its_end_is_not_restored() {
        assertThatThrownBy(() -> assertThat(latest).isRestored())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("rule restored")
                .hasMessageContaining("no restore");
        assertThat(latest.rules()).extracting(RuleOutcome::verdict).containsExactly(Verdict.INCONCLUSIVE);

        recovered(latest, AS_OF, "end of the log");
        assertThat(latest).isRestored();
        assertThat(latest.rules()).extracting(RuleOutcome::verdict).endsWith(Verdict.PASS);
    }

    @Test
    void a_query_of_the_system_has_its_identity_wherever_it_stands() {
        var orders = new VerifyRule("select 1 from orders limit 1");

        assertThat(orders.id()).matches("verify-select-1-from-orders-limit-1-[0-9a-f]{8}");
        assertThat(new VerifyRule("select 1 from  orders limit 1").id()).isNotEqualTo(orders.id());
        assertThat(new VerifyRule("-- ?\n" + "x".repeat(200)).id()).matches("verify-x{40}-[0-9a-f]{8}");
    }

    @Test
    void a_loss_of_exactly_the_objective_is_met() {
        recovered(latest, AS_OF.minus(Duration.ofMinutes(5)), "end of the log");

        assertThat(latest).lostNoMoreThanRpo().completedWithinRto().hasRecentBackup();

        assertThat(latest.rules()).extracting(RuleOutcome::verdict).containsOnly(Verdict.PASS);
        assertThat(latest.rules()).extracting(RuleOutcome::id).containsExactly("rpo", "rto", "backup-age");
        assertThat(latest.rules().get(0).value()).isEqualTo(300.0);
    }

    @Test
    void a_greater_loss_is_a_failure() {
        recovered(latest, AS_OF.minus(Duration.ofMinutes(5)).minusMillis(1_500), "end of the log");

        assertThatThrownBy(() -> assertThat(latest).lostNoMoreThanRpo())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup base-1 restored to 2026-11-22T03:10:08.500Z · rule rpo
                        Expecting the data lost (RPO) to be at most
                          5m
                        but it was
                          5m01s
                        as of 2026-11-22T03:15:10Z""");
        assertThat(latest.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void commits_after_the_begin_of_a_run_mean_that_nothing_was_lost() {
        recovered(latest, AS_OF.plusSeconds(60), "end of the log");

        assertThat(latest).lostNoMoreThanRpo();

        assertThat(latest.rpo()).contains(Duration.ZERO);
    }

    @Test
    void a_recovery_point_after_a_given_as_of_proves_nothing() {
        latest.assume(AS_OF);
        recovered(latest, AS_OF.plusSeconds(60), "end of the log");

        assertThatThrownBy(() -> assertThat(latest).lostNoMoreThanRpo())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("Cannot tell the data lost (RPO)")
                .hasMessageContaining("2026-11-22T03:16:10Z, which is later than as-of, 2026-11-22T03:15:10Z");
        assertThat(latest.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void the_loss_of_a_restore_to_another_state_than_the_newest_cannot_be_told() {
        var pointInTime = restoration("1h ago", new RecoveryTarget.Time(AS_OF.minus(Duration.ofHours(1))));
        recovered(pointInTime, AS_OF.minus(Duration.ofHours(1)), "stopped");

        assertThatThrownBy(() -> assertThat(pointInTime).lostNoMoreThanRpo())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("this one asked for 1h ago");
    }

    @Test
    void the_time_of_a_restore_that_failed_cannot_be_told() {
        latest.failed(new Inconclusive("no disk"));

        assertThatThrownBy(() -> assertThat(latest).completedWithinRto())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("Cannot tell the restore time (RTO): no restore");
    }

    @Test
    void a_backup_too_old_by_a_second_is_a_failure() {
        latest.assume(AS_OF.plusSeconds(1));

        assertThatThrownBy(() -> assertThat(latest).hasRecentBackup())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting the age of the newest backup to be at most\n  26h\nbut it was\n  26h");
    }

    @Test
    void a_target_is_reached_if_the_log_proves_it_and_no_commit_is_later() {
        var target = AS_OF.minus(Duration.ofHours(1));
        var early = recovered(restoration("1h ago", new RecoveryTarget.Time(target)), target, "stopped before 4711");
        var late = recovered(
                restoration("1h ago", new RecoveryTarget.Time(target)), target.plusMillis(1), "stopped before 4711");
        var unproven = recovered(restoration("1h ago", new RecoveryTarget.Time(target)), target, "");

        assertThat(early).reachedItsTarget();
        assertThatThrownBy(() -> assertThat(late).reachedItsTarget())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting recovery to stop at\n  2026-11-22T02:15:10Z");
        assertThatThrownBy(() -> assertThat(unproven).reachedItsTarget())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the engine's log shows no boundary");
    }
}

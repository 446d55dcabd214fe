package dev.firedrill.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunVerdictTest {
    private final Run run = RestorationSamples.run("monthly", List.of(), "orders", "ledger");

    @Test
    void a_run_without_checks_is_inconclusive_even_if_all_was_restored() {
        RestorationSamples.disposed(run, RestorationSamples.restored(run, "orders", "", "F1"), Disposal.DISCARDED);

        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_run_passes_when_its_checks_and_restorations_pass_and_its_instances_are_gone() {
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.check(run, "restored", Verdict.PASS, "", orders);
        RestorationSamples.disposed(run, orders, Disposal.DISCARDED);

        assertThat(run.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void an_instance_that_is_not_known_to_be_gone_makes_a_run_inconclusive() {
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.check(run, "restored", Verdict.PASS, "", orders);

        assertThat(run.verdict()).as("pending").isEqualTo(Verdict.INCONCLUSIVE);
        RestorationSamples.disposed(run, orders, Disposal.LEFT_BEHIND);
        assertThat(run.verdict()).as("left behind").isEqualTo(Verdict.INCONCLUSIVE);
        RestorationSamples.disposed(run, orders, Disposal.KEPT);
        assertThat(run.verdict()).as("kept on request").isEqualTo(Verdict.PASS);
    }

    @Test
    void a_late_failure_makes_a_run_inconclusive() {
        RestorationSamples.check(run, "listed", Verdict.PASS, "");
        run.addLateFailure("a result was lost");

        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_failure_outweighs_what_could_not_be_told() {
        var ledger = RestorationSamples.failed(run, "ledger", "dr", new Inconclusive("denied"));
        RestorationSamples.check(run, "restored", Verdict.INCONCLUSIVE, "denied", ledger);
        RestorationSamples.check(run, "listed", Verdict.FAIL, "FAIL  no backup");

        assertThat(run.verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_restoration_is_no_better_than_the_checks_that_looked_at_it() {
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.check(run, "has_orders", Verdict.FAIL, "Expecting not empty", orders);

        assertThat(orders.verdict()).isEqualTo(Verdict.PASS);
        assertThat(run.verdictOf(orders)).isEqualTo(Verdict.FAIL);
    }
}

package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.restore.RestorationSamples;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTableTest {
    private static final Path REPORT = Path.of("allure-report/index.html").toAbsolutePath();
    private static final String BROKEN =
            """
            FAIL  %s · rule orders-belong-to-customers
            Expecting every  orders.customer_id  to exist in  customers.id
            but 37 of 3,000,112 rows name 12 customers that are missing; allowed: 0.
              orders.id -> customer_id:  18 -> 90311
            Hint: the foreign key is VALID""";

    private final Run run = RestorationSamples.run("monthly", List.of(), "billing", "ledger", "orders", "wiki");

    @Test
    void the_worst_stands_first_and_every_red_restore_has_its_reason() {
        proven("billing", "1h ago", "base_00003A");
        denied();
        broken();

        assertThat(shown().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(" SYSTEM   RESTORED")
                                .endsWith("RESTORE TIME (RTO)  DATA LOST (RPO)  RULES"),
                        line -> assertThat(line)
                                .startsWith(" orders   latest  F20261122-01")
                                .contains("  FAIL  ")
                                .contains(" ms of 30m  ")
                                .contains("1m03s of 5m")
                                .endsWith("1 of 2"),
                        line -> assertThat(line)
                                .startsWith(" ledger   copy dr  rds:2026-11-22")
                                .contains("INCONCLUSIVE  no restore ")
                                .contains("  unknown ")
                                .endsWith("none ran"),
                        line -> assertThat(line)
                                .startsWith(" billing  1h ago  base_00003A")
                                .contains("  PASS  ")
                                .contains("  not measured ")
                                .endsWith("1 of 1"),
                        line -> assertThat(line)
                                .isEqualTo(" FAIL: 2 of 3 restores not proven. 3 of 4 systems tested. "
                                        + "All instances gone: verified."),
                        line -> assertThat(line).isEqualTo(" As of 2026-11-22T03:15:10Z"),
                        line -> assertThat(line)
                                .startsWith(" orders: rule orders-belong-to-customers: 37 of 3,000,112 rows name 12"),
                        line -> assertThat(line).isEqualTo(" ledger: kms:CreateGrant denied on alias/dr"),
                        line -> assertThat(line).isEqualTo(" Report: allure-report/index.html"));
        assertThat(shown().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void systems_that_nobody_looks_at_are_named_also_in_a_green_run() {
        proven("billing", "", "F1");
        run.uncovered(List.of("ledger", "wiki"));

        assertThat(shown().lines())
                .contains(" Uncovered, no check of any suite looks at: ledger, wiki")
                .anyMatch(line -> line.startsWith(" PASS: 1 of 1 restores proven. 1 of 4 systems tested."));
    }

    @Test
    void a_run_that_proved_everything_says_so() {
        proven("billing", "", "F1");
        proven("orders", "", "F2");

        assertThat(shown())
                .contains("PASS: 2 of 2 restores proven. 2 of 4 systems tested. All instances gone: verified.");
    }

    @Test
    void a_kept_instance_is_named_with_how_to_connect() {
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.check(run, "restored", Verdict.PASS, "", orders);
        RestorationSamples.disposed(run, orders, Disposal.KEPT);

        assertThat(shown())
                .doesNotContain("verified")
                .contains("PASS: 1 of 1 restores proven.")
                .contains("1 instance kept as asked, see below.")
                .contains("Kept: " + orders.id())
                .contains("connect: psql -h 127.0.0.1 -p 54321");
    }

    @Test
    void what_was_left_behind_is_never_called_gone() {
        var orders = RestorationSamples.restored(run, "orders", "", "F1");
        RestorationSamples.check(run, "restored", Verdict.PASS, "", orders);
        RestorationSamples.disposed(run, orders, Disposal.LEFT_BEHIND);

        assertThat(shown())
                .contains("INCONCLUSIVE: 1 of 1 restores proven")
                .contains("NOT known to be gone: 1 instance, see below.")
                .contains("LEFT BEHIND: " + orders.id());
    }

    @Test
    void a_red_check_without_a_restoration_and_a_late_failure_are_listed() {
        proven("orders", "", "F1");
        RestorationSamples.check(run, "has_a_copy", Verdict.FAIL, "FAIL  the copy dr is empty\nsecond line");
        run.addLateFailure("a result was lost in X: java.io.IOException: full");

        assertThat(shown())
                .contains("FAIL: 1 of 1 restores proven, but 1 of 2 checks red and 1 late failure.")
                .contains("FAIL: OrdersRestoreCheck has_a_copy: the copy dr is empty second line")
                .contains("Late failure: a result was lost in X: java.io.IOException: full");
    }

    @Test
    void a_run_without_a_check_is_not_a_pass() {
        assertThat(shown()).startsWith(" INCONCLUSIVE: no check ran. 0 of 4 systems tested. No instances were made.");
    }

    @Test
    void a_restore_is_not_proven_if_a_check_without_rules_failed_on_it() {
        finish(RestorationSamples.restored(run, "orders", "", "F1"), Verdict.FAIL, "Expecting not empty");

        assertThat(shown()).contains("FAIL: 1 of 1 restores not proven.").contains(" orders: restored: Expecting not");
    }

    /** It breaks nothing, so nobody would open a report to see what it is about. */
    @Test
    void what_a_proven_restore_warns_of_is_told() {
        var wiki = RestorationSamples.restored(run, "wiki", "", "wiki.sql");
        var message = "WARN  " + wiki.headline() + " · rule host-bytes-of-data\ndata bytes not proven: no checksums\n"
                + "  Remedy: compress it";
        RestorationSamples.rule(wiki, "host-bytes-of-data", Verdict.WARN, 1, message);
        RestorationSamples.rule(wiki, "host-collations", Verdict.WARN, 1, "WARN  x");
        assertThat(shown())
                .contains(" WARN wiki: rule host-bytes-of-data: data bytes not proven: no checksums")
                .contains(" WARN wiki: rule host-collations: x")
                .doesNotContain("Remedy");
    }

    @Test
    void a_rule_that_could_not_tell_is_named_once() {
        var orders = RestorationSamples.restored(run, "orders", "1h ago", "F1");
        var message =
                "INCONCLUSIVE  " + orders.headline() + " · rule rpo\nCannot tell the data lost (RPO): asked for 1h ago";
        RestorationSamples.rule(orders, "rpo", Verdict.INCONCLUSIVE, Double.NaN, message);
        finish(orders, Verdict.INCONCLUSIVE, message);

        assertThat(shown()).contains(" orders: rule rpo: Cannot tell the data lost (RPO): asked for 1h ago");
    }

    @Test
    void a_restore_that_no_check_looked_at_does_not_hide_that_no_check_ran() {
        RestorationSamples.failed(run, "ledger", "dr", new BackupUnusable("WAL has a gap"));

        assertThat(shown()).contains("FAIL: 1 of 1 restores not proven; no check ran.");
    }

    @Test
    void a_restore_without_a_backup_says_so() {
        var wiki = RestorationSamples.unselected(run, "wiki", new BackupUnusable("no backup in /backup/wiki"));
        RestorationSamples.check(run, "restored", Verdict.FAIL, "FAIL", wiki);

        assertThat(shown()).contains("latest  no backup").contains(" wiki: no backup in /backup/wiki");
    }

    @Test
    void a_long_reason_and_a_long_name_keep_to_their_room() {
        var failure = new BackupUnusable("the base backup is not complete: " + "pg_wal/0000000100 ".repeat(20));
        var ledger = RestorationSamples.failed(run, "ledger", "", failure);
        RestorationSamples.check(run, "restored", Verdict.FAIL, "FAIL", ledger);
        proven("orders", "", "base-" + "20261122T101500Z-".repeat(6));
        RestorationSamples.disposed(run, ledger, Disposal.LEFT_BEHIND);
        RestorationSamples.disposed(run, RestorationSamples.restored(run, "wiki", "", "F1"), Disposal.KEPT);

        assertThat(shown().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(shown()).contains("...");
    }

    @Test
    void a_screen_that_has_only_ascii_gets_ascii() {
        var failure = new BackupUnusable("base → orders · damaged…");
        RestorationSamples.check(
                run, "restored", Verdict.FAIL, "FAIL", RestorationSamples.failed(run, "ledger", "", failure));

        var text = ConsoleTable.of(run, REPORT, new Screen(StandardCharsets.US_ASCII, false));

        assertThat(text).matches("\\p{ASCII}*").contains("base -> orders - damaged...");
    }

    @Test
    void colour_is_added_only_when_asked_and_only_to_the_word() {
        broken();

        var coloured = ConsoleTable.of(run, REPORT, new Screen(StandardCharsets.UTF_8, true));

        assertThat(shown()).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[31mFAIL\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(shown());
    }

    private void proven(String system, String at, String backup) {
        var restoration = RestorationSamples.restored(run, system, at, backup);
        RestorationSamples.rule(restoration, "rows", Verdict.PASS, 0, "");
        finish(restoration, Verdict.PASS, "");
    }

    private void denied() {
        var denied = new Inconclusive("kms:CreateGrant denied on alias/dr\n  Remedy: firedrill doctor ledger");
        finish(RestorationSamples.failed(run, "ledger", "dr", denied), Verdict.INCONCLUSIVE, denied.getMessage());
    }

    private void broken() {
        var orders = RestorationSamples.restored(run, "orders", "", "F20261122-01");
        var message = BROKEN.formatted(orders.headline());
        RestorationSamples.rule(orders, "rows", Verdict.PASS, 0, "");
        RestorationSamples.rule(orders, "orders-belong-to-customers", Verdict.FAIL, 37, message);
        finish(orders, Verdict.FAIL, message);
    }

    private void finish(Restoration restoration, Verdict verdict, String message) {
        RestorationSamples.check(run, "restored", verdict, message, restoration);
        RestorationSamples.disposed(run, restoration, Disposal.DISCARDED);
    }

    private String shown() {
        return ConsoleTable.of(run, REPORT, new Screen(StandardCharsets.UTF_8, false));
    }
}

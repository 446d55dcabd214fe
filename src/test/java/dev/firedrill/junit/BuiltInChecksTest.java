package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Run;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What firedrill.yaml lists is restored and checked with no Java class, on real restores of a small shop. */
class BuiltInChecksTest {
    private static final String ORPHANS = "-- title: every order belongs to a customer\nselect o.id from orders o"
            + " left join customers c on c.id = o.customer_id where c.id is null order by o.id\n";

    /** How many checks look at what the catalog promises. */
    private static final int CATALOG = CatalogRule.values().length;

    @TempDir
    private Path directory;

    @BuiltInChecks
    static class Backups {}

    private LaunchedChecks run(String tags, String more, Map<String, String> parameters, Class<?>... classes)
            throws Exception {
        return LaunchedChecks.run(PracticeShop.configuration(directory, more), tags, parameters, classes);
    }

    private LaunchedChecks run(String tags, String more) throws Exception {
        return run(tags, more, Map.of(), Backups.class);
    }

    private void rule(String system, String name, String sql) throws Exception {
        var rules = Files.createDirectories(directory.resolve("suites/rules").resolve(system));
        Files.writeString(rules.resolve(name), sql);
    }

    private static boolean isOfTheCatalog(String name) {
        return Stream.of(CatalogRule.values()).anyMatch(rule -> name.endsWith(" · " + rule.title()));
    }

    private void assertAllGone(Run run) throws Exception {
        assertThat(run.lateFailures()).isEmpty();
        assertThat(run.restorations()).isNotEmpty().allMatch(it -> it.disposal() == Restoration.Disposal.DISCARDED);
        assertThat(directory.resolve("w")).isEmptyDirectory();
        assertThat(directory.resolve(".firedrill/ledger")).isEmptyDirectory();
    }

    @Test
    void each_listed_restore_is_made_once_checked_and_discarded() throws Exception {
        rule("shop", "orphans.sql", ORPHANS);
        rule("shop", "weekly-only.sql", "-- cadence: weekly\nselect id from products where price < 0");
        var checks = run(
                "weekly | monthly",
                """
                    verify: ["select 1 from orders limit 1"]
                    restores:
                      weekly: [latest, random 30d]
                      monthly: [latest, copy dr, "name:before-price-change", 5 s ago]
                """);

        assertThat(checks.red()).isEmpty();
        assertThat(checks.names()).filteredOn(BuiltInChecksTest::isOfTheCatalog).hasSize(5 * CATALOG);
        assertThat(checks.names())
                .filteredOn(name -> !isOfTheCatalog(name))
                .containsExactly(
                        "shop · latest · restored",
                        "shop · latest · restore time (RTO)",
                        "shop · latest · data lost (RPO)",
                        "shop · latest · age of the newest backup",
                        "shop · latest · verify select 1 from orders limit 1",
                        "shop · latest · every order belongs to a customer",
                        "shop · latest · weekly only",
                        "shop · random 30d · restored",
                        "shop · random 30d · restore time (RTO)",
                        "shop · random 30d · verify select 1 from orders limit 1",
                        "shop · random 30d · every order belongs to a customer",
                        "shop · random 30d · weekly only",
                        "shop · copy dr · restored",
                        "shop · copy dr · restore time (RTO)",
                        "shop · copy dr · data lost (RPO)",
                        "shop · copy dr · age of the newest backup",
                        "shop · copy dr · verify select 1 from orders limit 1",
                        "shop · copy dr · every order belongs to a customer",
                        "shop · name:before-price-change · restored",
                        "shop · name:before-price-change · restore time (RTO)",
                        "shop · name:before-price-change · verify select 1 from orders limit 1",
                        "shop · name:before-price-change · every order belongs to a customer",
                        "shop · 5s ago · restored",
                        "shop · 5s ago · restore time (RTO)",
                        "shop · 5s ago · verify select 1 from orders limit 1",
                        "shop · 5s ago · every order belongs to a customer");
        assertThat(checks.run().restorations())
                .extracting(it -> it.request().describe())
                .containsExactly("latest", "random 30d", "copy dr", "name:before-price-change", "5s ago");
        assertThat(checks.run().restorations()).allMatch(it -> it.verdict() == Verdict.PASS && it.wasLookedInto());
        assertAllGone(checks.run());
    }

    @Test
    void a_verify_query_is_a_rule_of_the_restore_and_is_run_once() throws Exception {
        var checks = run(
                "daily & database",
                "    verify: [\"select pg_sleep(0.3)\", select 2]\n    restores: {daily: [latest]}\n");

        assertThat(checks.red()).isEmpty();
        var rules = checks.run().restorations().get(0).rules();
        assertThat(rules)
                .extracting(rule -> rule.id().replaceAll("[0-9a-f]{8}$", "CRC"))
                .filteredOn(id -> !id.startsWith("catalog-"))
                .containsExactly(
                        "verify-select-pg-sleep-0-3-CRC",
                        "verify-select-2-CRC",
                        "restored",
                        "rto",
                        "rpo",
                        "backup-age");
        assertThat(rules.get(0).elapsed().toMillis()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void an_orphan_is_found_by_its_key_and_a_rule_that_cannot_run_hides_no_other() throws Exception {
        rule("shop", "a-orphans.sql", ORPHANS.replace("c.id is null", "c.id is null or o.id in (17, 4)"));
        rule("shop", "b-broken.sql", "-- title: broken\nselect id\nform orders");
        rule("shop", "c-few.sql", "-- title: few\n-- atMost: 2\n-- warnAbove: 0\nselect id from orders where id < 3");
        rule("shop", "d-holds.sql", "-- title: holds\nselect id from orders where id < 0");
        var checks = run("weekly", "    restores: {weekly: [latest]}\n");

        assertThat(checks.red())
                .containsOnlyKeys("shop · latest · every order belongs to a customer", "shop · latest · broken");
        assertThat(checks.thrownBy("shop · latest · every order belongs to a customer"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("FAIL  shop · latest · backup base-")
                .hasMessageContaining(
                        " · rule a-orphans\nExpecting no rows from  suites/rules/shop/a-orphans.sql"
                                + "  (every order belongs to a customer)\nbut 2 rows were returned; allowed: 0.\n  id:  4, 17\n");
        assertThat(checks.thrownBy("shop · latest · broken"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("syntax error at or near \"orders\" (suites/rules/shop/b-broken.sql:3)");
        assertThat(checks.run().restorations().get(0).rules())
                .extracting(rule -> rule.id() + " " + rule.verdict())
                .containsSubsequence("a-orphans FAIL", "b-broken INCONCLUSIVE", "c-few WARN", "d-holds PASS");
        assertAllGone(checks.run());
    }

    @Test
    void if_the_restore_failed_each_of_its_checks_is_red_with_the_same_message() throws Exception {
        Files.createDirectories(directory.resolve("nothing"));
        var green = "    restores: {weekly: [latest]}\n    verify: [select 1]\n";
        var empty = "  void: {engine: postgresql, backup: {type: base-backup, directory: nothing}, verify: [select 1],"
                + " restores: {weekly: [latest]}}\n";
        for (var system : List.of("shop", "void")) {
            rule(system, "orphans.sql", ORPHANS);
        }
        var checks = run("weekly", green + empty);

        assertThat(checks.names()).hasSize(2 * (6 + CATALOG));
        assertThat(checks.red()).hasSize(6 + CATALOG).allSatisfy((name, thrown) -> {
            assertThat(name).startsWith("void · latest · ");
            assertThat(thrown)
                    .isInstanceOf(BackupUnusable.class)
                    .hasMessageStartingWith("FAIL  void · latest\nno usable backup in ");
        });
        assertThat(checks.red().values().stream().map(Throwable::getMessage).distinct())
                .hasSize(1);
        assertAllGone(checks.run());
    }

    @Test
    void a_verify_query_without_a_row_fails_the_restore_and_each_of_its_checks() throws Exception {
        var checks = run(
                "weekly",
                "    restores: {weekly: [latest]}\n    verify: [select 1 from orders where id < 0, select 2]\n");

        assertThat(checks.red()).hasSize(6 + CATALOG).hasSameSizeAs(checks.names());
        assertThat(checks.red().values()).allSatisfy(thrown -> assertThat(thrown)
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("select 1 from orders where id < 0\nto return a row, but it returned none"));
        assertThat(checks.run().restorations().get(0).rules()).hasSize(1).allMatch(it -> it.verdict() == Verdict.FAIL);
        assertAllGone(checks.run());
    }

    @Test
    void an_objective_that_is_missed_is_red() throws Exception {
        var checks =
                run("weekly", "    restores: {weekly: [latest]}\n    objectives: {rto: 0s, rpo: 0s, backupAge: 0s}\n");

        assertThat(checks.red())
                .containsOnlyKeys(
                        "shop · latest · restore time (RTO)",
                        "shop · latest · data lost (RPO)",
                        "shop · latest · age of the newest backup")
                .allSatisfy((name, thrown) -> assertThat(thrown).isInstanceOf(AssertionError.class));
    }

    @Test
    void a_class_and_a_listed_restore_that_ask_for_the_same_share_one_instance() throws Exception {
        var listed = "    restores: {weekly: [latest, copy dr]}\n";
        var shared = run("weekly", "    instances: run\n" + listed, Map.of(), Backups.class, Latest.class);
        assertThat(shared.red()).isEmpty();
        assertThat(shared.run().restorations())
                .extracting(it -> it.request().describe())
                .containsExactlyInAnyOrder("latest", "copy dr");
        assertAllGone(shared.run());

        var apart = run("weekly", listed, Map.of(), Backups.class, Latest.class);
        assertThat(apart.red()).isEmpty();
        assertThat(apart.run().restorations())
                .extracting(it -> it.request().describe())
                .containsExactlyInAnyOrder("latest", "latest", "copy dr");
        assertAllGone(apart.run());
    }

    @Weekly
    @Restore("shop")
    static class Latest {
        @Test
        void there_are_orders(PostgresInstance shop) {
            assertThat(shop).table("orders").isNotEmpty();
        }
    }

    @Test
    void restores_run_one_at_a_time_while_their_checks_run_side_by_side() throws Exception {
        rule("shop", "slow.sql", "select 1 from pg_sleep(1.5) where false");
        var parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "3",
                "firedrill.instances.max", "2");
        var checks = run(
                "weekly",
                "    restores: {weekly: [latest, copy dr, \"name:before-price-change\", random 30d]}\n",
                parallel,
                Backups.class,
                Latest.class);

        assertThat(checks.red()).isEmpty();
        assertThat(checks.names()).hasSize(1 + 5 + 5 + 3 + 3 + 4 * CATALOG);
        var inOrder = new ArrayList<>(checks.run().restorations());
        inOrder.sort(Comparator.comparing(Restoration::startedAt));
        assertThat(inOrder).hasSize(5);
        boolean overlapped = false;
        for (int i = 1; i < inOrder.size(); i++) {
            var before = inOrder.get(i - 1);
            var restored = before.startedAt().plus(before.rto().orElseThrow());
            assertThat(inOrder.get(i).startedAt()).isAfterOrEqualTo(restored);
            overlapped |= inOrder.get(i).startedAt().isBefore(restored.plusMillis(1_500));
        }
        assertThat(overlapped)
                .as("a restore began while the checks of another ran")
                .isTrue();
        assertAllGone(checks.run());
    }

    @Test
    void more_instances_than_may_live_are_waited_for() throws Exception {
        var checks = run(
                "weekly",
                "    restores: {weekly: [latest, copy dr]}\n",
                Map.of("firedrill.instances.max", "1", "junit.jupiter.execution.parallel.enabled", "true"),
                Backups.class);

        assertThat(checks.red()).isEmpty();
        assertAllGone(checks.run());
    }

    @Test
    void a_red_check_leaves_its_instance_running_if_that_was_asked_for() throws Exception {
        rule("shop", "red.sql", "select 1");
        var checks = run(
                "weekly",
                "    restores: {weekly: [latest, copy dr]}\n",
                Map.of("firedrill.keep", "on-failure"),
                Backups.class);

        assertThat(checks.run().restorations()).allMatch(it -> it.disposal() == Restoration.Disposal.KEPT);
        for (var restoration : checks.run().restorations()) {
            var discard = restoration.instance().orElseThrow().discarding();
            assertThat(new ProcessBuilder("sh", "-c", discard).start().waitFor())
                    .isZero();
        }
    }
}

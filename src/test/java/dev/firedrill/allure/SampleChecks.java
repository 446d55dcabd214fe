package dev.firedrill.allure;

import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Restoration.Disposal;
import dev.firedrill.restore.RestorationSamples;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Verdict;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator.Standard;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs real checks through JUnit and Allure's own listener, as a run does, into a directory of the test's choice. */
final class SampleChecks {
    private static Run run;
    private static Restoration orders;
    private static Restoration ledger;

    private SampleChecks() {}

    /** One run: orders is restored and used by three checks, one of them red; ledger could not be restored. */
    static synchronized Run into(Path results, String backup) {
        var lifecycle = new AllureLifecycle(new FileSystemResultsWriter(results));
        run = RestorationSamples.run("monthly", List.of(new AllureRunListener(lifecycle)), "orders", "ledger");
        orders = RestorationSamples.restored(run, "orders", "", backup);
        ledger = RestorationSamples.failed(run, "ledger", "dr", new BackupUnusable("WAL has a gap"));
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Orders.class), DiscoverySelectors.selectClass(Ledger.class))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .configurationParameter("junit.jupiter.displayname.generator.default", Standard.class.getName())
                .build();
        var bare = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        LauncherFactory.create(bare).execute(request, new AllureJunitPlatform(lifecycle));
        RestorationSamples.disposed(run, orders, Disposal.DISCARDED);
        RestorationSamples.disposed(run, ledger, Disposal.DISCARDED);
        return run;
    }

    private static void uses(Restoration restoration) {
        run.listeners().forEach(listener -> listener.checkUses(restoration));
    }

    @Tag("monthly")
    static class Orders {
        @Test
        void holds() {
            uses(orders);
            RestorationSamples.rule(orders, "rows", Verdict.PASS, 0, "");
        }

        @Test
        void is_suspicious() {
            uses(orders);
            RestorationSamples.rule(orders, "late-orders", Verdict.WARN, 3, "WARN  3 orders are late");
        }

        @Test
        void is_broken() {
            uses(orders);
            var message = "FAIL  " + orders.headline() + " · rule orphans\nbut 37 of 3,000,112 rows are orphans";
            RestorationSamples.rule(orders, "orphans", Verdict.FAIL, 37, message);
            throw new AssertionError(message);
        }
    }

    static class Ledger {
        @Test
        void is_restored() {
            uses(ledger);
            throw (AssertionError) ledger.failure().orElseThrow();
        }
    }
}

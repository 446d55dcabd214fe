package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firedrill.checks.database.ShopConsistency;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.catalog.SharedScan;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;

/** Takes a planted backup through the real path: select, restore, look into it, and all rules that a user has. */
final class RestoredShop {
    private static final Path RULES = Path.of("suites/rules/shop").toAbsolutePath();

    private final PlantedShop planted;

    RestoredShop(PlantedShop planted) {
        this.planted = planted;
    }

    /** What Firedrill says of it; where nothing but an inventory could show the fault, what depth content says. */
    Found judged() throws IOException {
        var found = judged(planted.keys().get("depth"));
        boolean asksForMore = found.equals(Found.NOTHING) && found.verdict() == Verdict.PASS;
        return asksForMore && planted.keys().get("depth").equals("structure") ? judged("content") : found;
    }

    /** What it says at one depth. */
    Found judged(String depth) throws IOException {
        try (var run = run().with("depth", depth)) {
            var restoration = run.restore();
            restoration.instance().ifPresent(instance -> evaluate(restoration, (PostgresInstance) instance));
            return Judgement.of(restoration);
        } catch (ConfigurationMistake mistake) {
            return new Found(Layer.CONFIGURATION, Verdict.of(mistake), "", mistake.getMessage());
        }
    }

    private PlantedRun run() {
        var files = planted.files();
        var run = PlantedRun.of(planted.home(), planted.backup(), files.backups(), files.wal())
                .with("rules", "'" + RULES + "'");
        planted.keys().forEach(run::with);
        return run;
    }

    /** What each rule found is in the restoration, whether it throws or not. */
    private static void evaluate(Restoration restoration, PostgresInstance shop) {
        var scan = new SharedScan();
        for (var rule : CatalogRule.values()) {
            catchThrowable(() -> shop.assertThat().keeps(rule, scan));
        }
        var weekly = ShopConsistency.rules();
        var evaluation = weekly.on(shop);
        weekly.ids().forEach(id -> catchThrowable(() -> evaluation.report(id)));
        SqlRules.found(restoration.system())
                .forEach(rule -> catchThrowable(() -> shop.assertThat().returnsNoRows(rule)));
    }
}

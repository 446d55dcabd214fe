package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.firedrill.checks.database.ShopConsistency;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.catalog.SharedScan;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Takes a planted backup through the real path: select, restore, look into it, and all rules that a user has. */
final class RestoredShop {
    private static final Path RULES = Path.of("suites/rules/shop").toAbsolutePath();

    private final PlantedShop planted;

    RestoredShop(PlantedShop planted) {
        this.planted = planted;
    }

    /** What Firedrill says of it; where depth {@code structure} shows nothing, what depth {@code content} says. */
    Found judged() throws IOException {
        return judged(RestoredShop::atDepthContent);
    }

    /** What Firedrill says of it at depth {@code structure}. */
    Found judgedAtDepthStructure() throws IOException {
        return judged(restoration -> Found.NOTHING);
    }

    private Found judged(Function<Restoration, Found> deeper) throws IOException {
        try (var run = run()) {
            var restoration = run.restore();
            restoration.instance().ifPresent(instance -> evaluate(restoration, (PostgresInstance) instance));
            var found = Judgement.of(restoration);
            return found.equals(Found.NOTHING) ? deeper.apply(restoration) : found;
        } catch (ConfigurationMistake mistake) {
            return Judgement.of(mistake);
        }
    }

    /** As a restore at that depth ends, once structure is seen to be sound. */
    private static Found atDepthContent(Restoration restoration) {
        var instance = restoration.instance().orElseThrow();
        var thrown = catchThrowable(() -> instance.inspect(Depth.CONTENT));
        if (thrown instanceof Inconclusive untold && untold.getMessage().contains("needs an inventory")) {
            return new Found(Layer.INVENTORY, Verdict.INCONCLUSIVE, "", untold.getMessage());
        }
        return Found.NOTHING;
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

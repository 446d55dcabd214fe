package dev.firedrill.checks.database;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.local.PlantedRun;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.OddShop;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A small shop that came to harm after its base backup, restored with all of its log, and judged by the weekly check. */
final class DamagedShop implements AutoCloseable {
    private final PlantedRun run;
    private final Restoration restoration;

    private DamagedShop(PlantedRun run, Restoration restoration) {
        this.run = run;
        this.restoration = restoration;
    }

    static DamagedShop restored(Path home, String... harm) throws Exception {
        var asOf = OddShop.makeAndGoOn(home, PlantedBackup.STATE, harm);
        var run = PlantedRun.of(home).with("asOf", asOf.toString());
        return new DamagedShop(run, run.restore());
    }

    PostgresInstance instance() {
        return (PostgresInstance) restoration.instance().orElseThrow();
    }

    /** One number from the restored shop, read as the role that checks have. */
    long number(String query) throws SQLException {
        try (var connection = instance().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** What each test of the weekly check throws, by the id of its rule; nothing for those that pass. */
    Map<String, String> red() {
        var evaluation = ShopConsistencyCheck.RULES.on(instance());
        var red = new HashMap<String, String>();
        for (var id : ShopConsistencyCheck.RULES.ids()) {
            try {
                evaluation.report(id);
            } catch (AssertionError | Inconclusive broken) {
                red.put(id, broken.getMessage());
            }
        }
        return red;
    }

    /** Whether or not they hold. */
    List<RuleOutcome> outcomes() {
        return restoration.rules();
    }

    @Override
    public void close() throws Exception {
        run.close();
    }
}

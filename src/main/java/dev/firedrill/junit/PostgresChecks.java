package dev.firedrill.junit;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.catalog.SharedScan;
import dev.firedrill.restore.Restoration;
import dev.firedrill.rules.RuleId;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;

/** What is checked of a restored PostgreSQL: its inventory, its usual counts, the SQL files, and the catalog's promises. */
final class PostgresChecks {
    static final String ENGINE = "postgresql";

    private PostgresChecks() {}

    static List<BuiltInCheck> of(ProtectedSystem system, ListedRestore restore) {
        var checks = new ArrayList<BuiltInCheck>();
        var cadences = restore.cadences();
        if (restore.at().equals(RecoveryTarget.INVENTORY)) {
            checks.add(new BuiltInCheck(
                    "inventory", "everything is as the inventory recorded it", cadences, it -> postgres(it, "inventory")
                            .matchesItsInventory()));
        }
        for (var table : system.baseline().tables()) {
            checks.add(new BuiltInCheck(
                    usualCount(table), table + " has its usual number of rows", cadences, it -> database(it, "baseline")
                            .table(table)
                            .hasUsualRowCount()));
        }
        addSqlRules(system, cadences, checks);
        var scan = new SharedScan();
        for (var rule : CatalogRule.values()) {
            checks.add(new BuiltInCheck(rule.id(), rule.title(), cadences, it -> database(it, rule.id())
                    .keeps(rule, scan)));
        }
        return checks;
    }

    /** A rule says for itself in which suites it runs; a file that is not in order runs in all, to say so. */
    private static void addSqlRules(ProtectedSystem system, List<String> cadences, List<BuiltInCheck> checks) {
        for (var found : SqlRules.found(system)) {
            var rule = found.rule();
            var both = rule == null
                    ? cadences
                    : cadences.stream().filter(rule.cadences()::contains).toList();
            var title = rule == null ? "rule " + found.file() + " can be run" : rule.title();
            if (!both.isEmpty()) {
                checks.add(new BuiltInCheck(found.id(), title, both, it -> database(it, found.file())
                        .returnsNoRows(found)));
            }
        }
    }

    /** The ids of the checks that {@code baseline:} makes. */
    static List<String> usualCounts(ProtectedSystem system) {
        return system.baseline().tables().stream()
                .map(PostgresChecks::usualCount)
                .toList();
    }

    private static String usualCount(String table) {
        return RuleId.of(table, "usual-row-count");
    }

    private static PostgresAssert database(Restoration restoration, String what) {
        return postgres(restoration, what).assertThat();
    }

    private static PostgresInstance postgres(Restoration restoration, String what) {
        if (restoration.instance().orElseThrow() instanceof PostgresInstance database) {
            return database;
        }
        throw new Inconclusive(restoration.headline() + ": " + what + " can be run on postgresql only");
    }
}

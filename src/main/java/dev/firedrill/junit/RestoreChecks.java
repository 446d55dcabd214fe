package dev.firedrill.junit;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.postgres.catalog.SharedScan;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.VerifyRule;
import dev.firedrill.rules.RuleId;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is checked of each restore that a system lists. Further kinds of rules find their place here. */
final class RestoreChecks {
    private static final int LONGEST_QUERY = 80;

    private RestoreChecks() {}

    /**
     * One check.
     *
     * @param id stable identity within its restore
     * @param title what it is called on screens and in reports
     * @param cadences the suites that it belongs to
     * @param body looks at a restore that succeeded, and throws what it finds
     */
    record Check(String id, String title, List<String> cadences, Consumer<Restoration> body) {}

    static List<Check> of(ProtectedSystem system, ListedRestore restore) {
        if (system.engine().equals(ObjectsCatalog.ENGINE)) {
            return ObjectsChecks.of(restore);
        }
        var checks = new ArrayList<Check>();
        var cadences = restore.cadences();
        checks.add(new Check("restored", "restored", cadences, RestoreChecks::restored));
        checks.add(new Check(
                "rto", "restore time (RTO)", cadences, it -> it.assertThat().completedWithinRto()));
        if (asksForNewest(restore)) {
            checks.add(new Check(
                    "rpo", "data lost (RPO)", cadences, it -> it.assertThat().lostNoMoreThanRpo()));
            checks.add(new Check("backup-age", "age of the newest backup", cadences, it -> it.assertThat()
                    .hasRecentBackup()));
        }
        if (system.engine().equals(RdbCatalog.ENGINE)) {
            checks.add(new Check("redis-not-empty", "there are keys", cadences, RestoreChecks::holdsKeys));
        }
        if (restore.at().equals(RecoveryTarget.INVENTORY)) {
            checks.add(new Check(
                    "inventory", "everything is as the inventory recorded it", cadences, it -> postgres(it, "inventory")
                            .matchesItsInventory()));
        }
        for (var query :
                system.verify().stream().distinct().map(VerifyRule::new).toList()) {
            checks.add(new Check(query.id(), title(query), cadences, it -> verified(it, query)));
        }
        for (var table : system.baseline().tables()) {
            checks.add(new Check(
                    usualCount(table), table + " has its usual number of rows", cadences, it -> database(it, "baseline")
                            .table(table)
                            .hasUsualRowCount()));
        }
        for (var found : SqlRules.found(system)) {
            var rule = found.rule();
            var both = rule == null
                    ? cadences
                    : cadences.stream().filter(rule.cadences()::contains).toList();
            var title = rule == null ? "rule " + found.file() + " can be run" : rule.title();
            if (!both.isEmpty()) {
                checks.add(new Check(found.id(), title, both, it -> database(it, found.file())
                        .returnsNoRows(found)));
            }
        }
        if (system.engine().equals("postgresql")) {
            var scan = new SharedScan();
            for (var rule : CatalogRule.values()) {
                checks.add(new Check(rule.id(), rule.title(), cadences, it -> database(it, rule.id())
                        .keeps(rule, scan)));
            }
        }
        return checks;
    }

    /** The ids of the checks that {@code baseline:} makes. */
    static List<String> usualCounts(ProtectedSystem system) {
        return system.baseline().tables().stream()
                .map(RestoreChecks::usualCount)
                .toList();
    }

    private static String usualCount(String table) {
        return RuleId.of(table, "usual-row-count");
    }

    /** A query may be long and have lines; a name in a report may not. */
    private static String title(VerifyRule query) {
        var line = query.query().replaceAll("\\s+", " ").strip();
        return "verify " + (line.length() <= LONGEST_QUERY ? line : line.substring(0, LONGEST_QUERY) + "...");
    }

    /** Only these can tell what would be lost, and whether backups are made at all. */
    private static boolean asksForNewest(ListedRestore restore) {
        return restore.at().isEmpty() && restore.random().isEmpty();
    }

    private static void restored(Restoration restoration) {
        var restored = restoration.assertThat().isRestored();
        var target = restoration.target().orElseThrow();
        if (!(target instanceof RecoveryTarget.Latest || target instanceof RecoveryTarget.BackupEnd)) {
            restored.reachedItsTarget();
        }
    }

    private static void holdsKeys(Restoration restoration) {
        if (!(restoration.instance().orElseThrow() instanceof RedisInstance redis)) {
            throw new Inconclusive(restoration.headline() + ": this is no Redis");
        }
        redis.assertThat().isNotEmpty();
    }

    /** It ran while restoring, where it counts as part of the time; it is not run again. */
    private static void verified(Restoration restoration, VerifyRule query) {
        boolean held = restoration.rules().stream()
                .anyMatch(rule -> rule.id().equals(query.id()) && rule.verdict() == Verdict.PASS);
        if (!held) {
            throw new Inconclusive(restoration.headline() + " · rule " + query.id() + "\n" + query.description()
                    + ": it was not run while restoring");
        }
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

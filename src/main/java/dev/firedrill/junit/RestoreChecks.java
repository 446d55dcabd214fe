package dev.firedrill.junit;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.redis.RdbCatalog;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.VerifyRule;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What is checked of each restore that a system lists: that it was restored, its objectives, and what its engine adds. */
final class RestoreChecks {
    private static final int LONGEST_QUERY = 80;

    private RestoreChecks() {}

    static List<BuiltInCheck> of(ProtectedSystem system, ListedRestore restore) {
        if (system.engine().equals(ObjectsCatalog.ENGINE)) {
            return ObjectsChecks.of(restore);
        }
        if (RedisFilesChecks.serve(system, restore)) {
            return RedisFilesChecks.of(restore);
        }
        if (KafkaFilesChecks.serve(system, restore)) {
            return KafkaFilesChecks.of(system, restore);
        }
        var checks = new ArrayList<>(objectives(restore));
        for (var query :
                system.verify().stream().distinct().map(VerifyRule::new).toList()) {
            checks.add(new BuiltInCheck(query.id(), title(query), restore.cadences(), it -> verified(it, query)));
        }
        checks.addAll(ofEngine(system, restore));
        return checks;
    }

    private static List<BuiltInCheck> ofEngine(ProtectedSystem system, ListedRestore restore) {
        return switch (system.engine()) {
            case PostgresChecks.ENGINE -> PostgresChecks.of(system, restore);
            case RdbCatalog.ENGINE -> RedisChecks.of(system, restore);
            case LogDirsCatalog.ENGINE -> KafkaChecks.of(system, restore);
            default -> List.of();
        };
    }

    private static List<BuiltInCheck> objectives(ListedRestore restore) {
        var checks = new ArrayList<BuiltInCheck>();
        var cadences = restore.cadences();
        checks.add(new BuiltInCheck("restored", "restored", cadences, RestoreChecks::restored));
        checks.add(new BuiltInCheck(
                "rto", "restore time (RTO)", cadences, it -> it.assertThat().completedWithinRto()));
        if (asksForNewest(restore)) {
            checks.add(new BuiltInCheck(
                    "rpo", "data lost (RPO)", cadences, it -> it.assertThat().lostNoMoreThanRpo()));
            checks.add(new BuiltInCheck("backup-age", "age of the newest backup", cadences, it -> it.assertThat()
                    .hasRecentBackup()));
        }
        return checks;
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

    /** It ran while restoring, where it counts as part of the time; it is not run again. */
    private static void verified(Restoration restoration, VerifyRule query) {
        boolean held = restoration.rules().stream()
                .anyMatch(rule -> rule.id().equals(query.id()) && rule.verdict() == Verdict.PASS);
        if (!held) {
            throw new Inconclusive(restoration.headline() + " · rule " + query.id() + "\n" + query.description()
                    + ": it was not run while restoring");
        }
    }
}

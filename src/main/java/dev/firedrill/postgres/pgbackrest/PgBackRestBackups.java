package dev.firedrill.postgres.pgbackrest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.restore.BackupCatalog;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What {@code pgbackrest info} lists of one stanza. A backup in which it found damage is listed all the same. */
record PgBackRestBackups(PgBackRest pgbackrest, String system, String copy) implements BackupCatalog {
    static final String REPOSITORY = "repository";
    static final String ARCHIVE = "archive";
    static final String MAJOR = "major";
    static final String DAMAGE = "damageFoundWhileMade";

    @Override
    public List<Backup> backups() {
        var info = PgBackRestInfo.read(pgbackrest);
        return StreamSupport.stream(info.path("backup").spliterator(), false)
                .filter(backup -> pgbackrest
                        .repo()
                        .filter(number -> !number.equals(repository(backup)))
                        .isEmpty())
                .map(backup -> described(backup, info))
                .sorted(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id))
                .toList();
    }

    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        if (target instanceof RecoveryTarget.Lsn position) {
            var end = Lsn.find(backup.details().getOrDefault("endLsn", ""));
            return end.isEmpty() || end.get().compareTo(Lsn.parse(position.lsn())) <= 0;
        }
        return BackupCatalog.super.reaches(backup, target);
    }

    private Backup described(JsonNode backup, JsonNode info) {
        var label = backup.path("label").asText();
        return new Backup(
                label,
                system,
                copy,
                pgbackrest.in(repository(backup)).toString(),
                // Its seconds are cut: rounded down, a target in that second would be given a backup that ended too
                // late.
                Instant.ofEpochSecond(backup.path("timestamp").path("stop").asLong() + 1),
                backup.path("info").path("size").asLong(),
                details(backup, info));
    }

    private static Map<String, String> details(JsonNode backup, JsonNode info) {
        var details = new HashMap<String, String>();
        details.put("backupType", backup.path("type").asText());
        details.put(REPOSITORY, repository(backup));
        details.put("startLsn", backup.path("lsn").path("start").asText());
        details.put("endLsn", backup.path("lsn").path("stop").asText());
        details.put("madeAtFrom", "pgbackrest info");
        var chain = StreamSupport.stream(backup.path("reference").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        if (!chain.isEmpty()) {
            details.put("needs", chain);
        }
        cluster(backup, info.path("db"))
                .ifPresent(db -> details.put(MAJOR, db.path("version").asText()));
        cluster(backup, info.path("archive"))
                .ifPresent(archive -> details.put(ARCHIVE, archive.path("id").asText()));
        if (backup.path("error").asBoolean()) {
            details.put(DAMAGE, "true");
        }
        return details;
    }

    /** The entry of the same cluster in the same repository; a stanza outlives upgrades. */
    private static Optional<JsonNode> cluster(JsonNode backup, JsonNode entries) {
        var database = backup.path("database");
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> {
                    var own = entry.has("database") ? entry.path("database") : entry;
                    return own.path("id").equals(database.path("id"))
                            && own.path("repo-key").equals(database.path("repo-key"));
                })
                .findFirst();
    }

    private static String repository(JsonNode backup) {
        return backup.path("database").path("repo-key").asText();
    }
}

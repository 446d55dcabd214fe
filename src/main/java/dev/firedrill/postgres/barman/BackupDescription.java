package dev.firedrill.postgres.barman;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backup.Backup;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code barman show-backup} says of a whole backup.
 *
 * @param version of PostgreSQL, such as 150018
 * @param firstNeeded the first segment of the log that it needs
 * @param lastNeeded the last one that it needs to be consistent
 * @param lastAvailable the last one that barman has, as far as the next backup; empty if it has none
 */
record BackupDescription(
        String id,
        int version,
        Instant endedAt,
        String firstNeeded,
        String lastNeeded,
        String lastAvailable,
        List<Tablespace> tablespaces) {

    private static final String VERSION = "postgresqlVersion";
    private static final String ENDED = "endedAt";
    private static final String FIRST = "firstSegment";
    private static final String LAST = "lastNeededSegment";
    private static final String AVAILABLE = "lastSegment";

    /** @param name under which barman maps it to another place */
    record Tablespace(String name, String oid) {
        /** Barman's own form of a rule has a colon after the name: it would take another name, and the first place. */
        String rule(Path directory) {
            return name + ":" + directory.resolve(oid);
        }
    }

    /** @throws Inconclusive if something that is needed for its restore cannot be understood */
    static BackupDescription of(String id, JsonNode shown) {
        var base = shown.path("base_backup_information");
        require(id, shown.path("tablespaces").isArray(), "its tablespaces");
        require(id, base.path("begin_wal").isTextual() && base.path("end_wal").isTextual(), "the log that it needs");
        require(id, base.hasNonNull("end_time_timestamp"), "when it ended");
        var tablespaces = new ArrayList<Tablespace>();
        for (var tablespace : shown.path("tablespaces")) {
            var name = tablespace.path("name").asText();
            if (name.isEmpty() || name.contains(":") || !tablespace.path("oid").isInt()) {
                throw new Inconclusive("barman cannot be told to restore tablespace [" + name + "] of backup " + id
                        + " to another place than production's; nothing was restored"
                        + "\n  Remedy: rename the tablespace, without a colon");
            }
            tablespaces.add(new Tablespace(name, tablespace.path("oid").asText()));
        }
        return new BackupDescription(
                id,
                shown.path("postgresql_version").asInt(),
                Instant.ofEpochSecond(base.path("end_time_timestamp").asLong()),
                base.path("begin_wal").asText(),
                base.path("end_wal").asText(),
                shown.at("/wal_information/last_available").asText(""),
                List.copyOf(tablespaces));
    }

    /** Of a backup that is being made barman tells no more than that: what is not told must not pass for what is not there. */
    private static void require(String id, boolean told, String what) {
        if (!told) {
            throw new Inconclusive("barman does not tell of backup " + id + " " + what + "; nothing was restored"
                    + "\n  Remedy: see what barman show-backup says of it");
        }
    }

    /** What barman said of it when it listed it, if it was asked; one with tablespaces is asked for anew. */
    static Optional<BackupDescription> toldWith(Backup backup) {
        var told = backup.details();
        return told.containsKey(VERSION)
                ? Optional.of(new BackupDescription(
                        backup.id(),
                        Integer.parseInt(told.get(VERSION)),
                        Instant.parse(told.get(ENDED)),
                        told.get(FIRST),
                        told.get(LAST),
                        told.get(AVAILABLE),
                        List.of()))
                : Optional.empty();
    }

    /** The same as details of a backup; empty if it has tablespaces. */
    Map<String, String> details() {
        return tablespaces.isEmpty()
                ? Map.of(
                        VERSION,
                        Integer.toString(version),
                        ENDED,
                        endedAt.toString(),
                        FIRST,
                        firstNeeded,
                        LAST,
                        lastNeeded,
                        AVAILABLE,
                        lastAvailable)
                : Map.of();
    }

    OptionalInt major() {
        return version >= 100000 ? OptionalInt.of(version / 10000) : OptionalInt.empty();
    }

    boolean isWaitingForLog() {
        return lastAvailable.compareTo(lastNeeded) < 0;
    }
}

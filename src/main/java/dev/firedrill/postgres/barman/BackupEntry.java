package dev.firedrill.postgres.barman;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backup.Backup;
import dev.firedrill.verdict.Inconclusive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of {@code barman list-backups}.
 *
 * @param id made of the moment at which the backup began, in the time zone of barman's host
 * @param status barman's own word for it, as a rule
 * @param endedAt in seconds since 1970, fractions cut; 0 where it is not known
 * @param bytes as stored, with the log that it needs
 */
record BackupEntry(String id, String status, long endedAt, long bytes) {
    static final String STATUS = "status";
    static final String LOG = "log";
    static final String UNLISTED = "not listed by barman";

    private static final String ABANDONED = " and abandoned";

    /** Its files are copied; of the second, the last segments of its log are not archived yet. */
    private static final Set<String> WHOLE = Set.of("DONE", "WAITING_FOR_WALS");

    private static final Set<String> BROKEN = Set.of("FAILED", UNLISTED);
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    /** @throws Inconclusive if its id is none: ids become words of command lines, and names of directories */
    static BackupEntry of(JsonNode listed) {
        var id = listed.path("backup_id").asText();
        if (!BarmanServer.ID.matcher(id).matches()) {
            throw new Inconclusive("barman lists a backup [" + id + "], whose id is not made of a date and a time");
        }
        return new BackupEntry(
                id,
                listed.path("status").asText(),
                listed.path("end_time_timestamp").asLong(),
                listed.path("size_bytes").asLong());
    }

    /** A directory among the backups that barman does not list: without its {@code backup.info} it is none to barman. */
    static BackupEntry unlisted(String id) {
        return new BackupEntry(id, UNLISTED, 0, 0);
    }

    boolean isUnlisted() {
        return status.equals(UNLISTED);
    }

    static boolean isWhole(String status) {
        return WHOLE.contains(status);
    }

    boolean isWhole() {
        return isWhole(status);
    }

    /** Whether it will never be whole. What is neither is being made. */
    boolean isBroken() {
        return BROKEN.contains(status) || status.endsWith(ABANDONED);
    }

    /** The same, of which nothing is being made any more. */
    BackupEntry abandoned() {
        return new BackupEntry(id, status + ABANDONED, endedAt, bytes);
    }

    /** @param unfinished what else there is, in words; empty if nothing */
    Backup backup(BarmanBackups catalog, String unfinished) {
        var details = new HashMap<>(catalog.describedDetails(id));
        details.put(STATUS, status);
        details.put("madeAtFrom", "barman list-backups, to the full second after it");
        if (!unfinished.isEmpty()) {
            details.put("besideIt", unfinished);
        }
        // Rounded down, a target in that second would be given a backup that ended too late.
        return described(catalog, Instant.ofEpochSecond(endedAt + 1), details);
    }

    /** @param after when the whole one before it was made: it came later, whatever its id says in another time zone */
    Backup brokenBackup(BarmanBackups catalog, Optional<Instant> after) {
        var begun = begunAt();
        var madeAt = after.map(it -> it.plusSeconds(1))
                .filter(it -> it.isAfter(begun))
                .orElse(begun);
        var details = new HashMap<String, String>();
        details.put(STATUS, status);
        details.put("madeAtFrom", "its id, which is when it began");
        return described(catalog, madeAt, details);
    }

    private Backup described(BarmanBackups catalog, Instant madeAt, HashMap<String, String> details) {
        details.put(LOG, catalog.server().log().toString());
        return new Backup(
                id,
                catalog.system(),
                catalog.copy(),
                catalog.server().backups().resolve(id).toString(),
                madeAt,
                bytes,
                details);
    }

    private Instant begunAt() {
        try {
            return LocalDateTime.parse(id, ID).atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}

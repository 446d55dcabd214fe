package dev.firedrill.postgres.walg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.verdict.Inconclusive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/** What {@code wal-g backup-list} lists of one storage: the backups that were completed. */
record WalGBackups(WalG walg, String system, String copy) implements BackupCatalog {
    static final String MAJOR = "major";
    static final String UNPACKED = "unpackedBytes";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,199}");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** How much a backup may grow that does not say how large it was. */
    private static final int GROWTH = 6;

    @Override
    public List<Backup> backups() {
        var listed = listed();
        return listed.stream()
                .map(backup -> described(backup, listed))
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

    private List<JsonNode> listed() {
        var result = walg.tool("backup-list", "--detail", "--json").run();
        if (!result.isComplete()) {
            throw WalGFaults.failure(walg, "list its backups", result);
        }
        // Where there is none, some versions print nothing at all.
        if (result.output().isBlank() && result.errors().contains("No backups found")) {
            return List.of();
        }
        try {
            var list = JSON.readTree(result.output());
            if (!list.isArray()) {
                throw new Inconclusive(walg + " gave no list of its backups: " + shown(result.output()));
            }
            var backups = new ArrayList<JsonNode>();
            list.forEach(backups::add);
            return backups;
        } catch (JsonProcessingException e) {
            throw new Inconclusive("cannot read what " + walg + " says of its backups: " + e.getOriginalMessage(), e);
        }
    }

    private Backup described(JsonNode backup, List<JsonNode> all) {
        var details = new HashMap<String, String>();
        var parent = parentOf(backup);
        details.put("backupType", parent.isEmpty() ? "full" : "delta");
        details.put("madeAtFrom", "finish_time of wal-g backup-list");
        details.put("startLsn", position(backup.path("start_lsn")));
        details.put("endLsn", position(backup.path("finish_lsn")));
        details.put(UNPACKED, Long.toString(unpacked(backup, all)));
        int version = backup.path("pg_version").asInt();
        if (version >= 100000) {
            details.put(MAJOR, Integer.toString(version / 10000));
        }
        return new Backup(
                name(backup),
                system,
                copy,
                walg.toString(),
                finished(backup),
                backup.path("compressed_size").asLong(),
                details);
    }

    /** It becomes a word of command lines, and a part of paths. */
    private static String name(JsonNode backup) {
        var name = backup.path("backup_name").asText();
        if (!NAME.matcher(name).matches()) {
            throw new Inconclusive("wal-g lists a backup [" + shown(name) + "], which is no name that WAL-G gives");
        }
        return name;
    }

    /** What a delta is based on begins with this; empty for a full backup. */
    private static String parentOf(JsonNode backup) {
        var name = name(backup);
        int delta = name.indexOf("_D_");
        return delta < 0 ? "" : "base_" + name.substring(delta + "_D_".length());
    }

    /** With all that it is based on. */
    private static long unpacked(JsonNode backup, List<JsonNode> all) {
        long bytes = 0;
        var next = backup;
        for (int steps = 0; steps <= all.size(); steps++) {
            long size = next.path("uncompressed_size").asLong();
            bytes += size > 0 ? size : GROWTH * next.path("compressed_size").asLong();
            var parent = parentOf(next);
            var found = all.stream()
                    .filter(it -> !parent.isEmpty() && name(it).startsWith(parent))
                    .findFirst();
            if (found.isEmpty()) {
                return bytes;
            }
            next = found.get();
        }
        return bytes;
    }

    private Instant finished(JsonNode backup) {
        var text = backup.path("finish_time").asText();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new Inconclusive(
                    "%s does not say when its backup %s was finished: [%s]".formatted(walg, name(backup), text), e);
        }
    }

    private static String position(JsonNode number) {
        return number.canConvertToLong() && number.asLong() != 0 ? new Lsn(number.asLong()).toString() : "";
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text.strip();
    }
}

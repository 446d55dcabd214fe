package dev.firedrill.postgres.barman;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.process.Meanwhile;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.verdict.BackupUnusable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code barman list-backups} lists of one server. One that failed, or that lost its {@code backup.info}, is listed
 * all the same where it came after the newest whole one, which would pass for the newest without it. One that is being
 * made just now is no backup yet; that there is one is told.
 */
final class BarmanBackups implements BackupCatalog {
    private final Barman barman;
    private final String system;
    private final String copy;
    private BarmanServer server;
    private Optional<BackupDescription> described = Optional.empty();

    BarmanBackups(Barman barman, String system, String copy) {
        this.barman = barman;
        this.system = system;
        this.copy = copy;
    }

    BarmanServer server() {
        return server;
    }

    String system() {
        return system;
    }

    String copy() {
        return copy;
    }

    @Override
    public List<Backup> backups() {
        var entries = entries();
        var whole = new ArrayList<>(entries.values().stream()
                .filter(BackupEntry::isWhole)
                .map(entry -> entry.backup(this, unfinished(entries)))
                .toList());
        var newest = whole.stream().max(Comparator.comparing(Backup::id));
        entries.values().stream()
                .filter(BackupEntry::isBroken)
                .filter(entry ->
                        newest.filter(it -> it.id().compareTo(entry.id()) > 0).isEmpty())
                .map(entry -> entry.brokenBackup(this, newest.map(Backup::madeAt)))
                .forEach(whole::add);
        whole.sort(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id));
        return List.copyOf(whole);
    }

    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        if (target instanceof RecoveryTarget.Lsn position
                && BackupEntry.isWhole(backup.details().get(BackupEntry.STATUS))) {
            var end = Lsn.find(barman.describe(server, backup.id())
                    .orThrow()
                    .at("/base_backup_information/end_lsn")
                    .asText());
            return end.isEmpty() || end.get().compareTo(Lsn.parse(position.lsn())) <= 0;
        }
        return BackupCatalog.super.reaches(backup, target);
    }

    /**
     * By id, those that lie there and that barman does not list among them. It is asked where its list of segments lies, and
     * that is looked for, before it is asked for backups: where it misses that list it makes an empty one.
     */
    private Map<String, BackupEntry> entries() {
        server = barman.paths();
        var there = server.directories();
        try (var newest = Meanwhile.begin(() -> describeNewest(there))) {
            var entries = entries(there, barman.list());
            // One of them may have been begun when the list was made already.
            if (entries.values().stream().anyMatch(BackupEntry::isUnlisted)) {
                entries = entries(there, barman.list());
            }
            described = newest.outcome();
            return entries;
        }
    }

    /**
     * What barman says of the newest that lies there, which is most often the one that is wanted: a start of barman takes as
     * long as the copy of many files. Only what it says of a whole backup is kept, and of one that waits for no log: what the
     * list says beside it may be of a later moment. What goes wrong here is told when that backup is opened, which asks again.
     */
    private Optional<BackupDescription> describeNewest(List<String> there) {
        if (there.isEmpty()) {
            return Optional.empty();
        }
        var id = there.get(there.size() - 1);
        try {
            var shown = barman.describe(server, id).orThrow();
            return BackupEntry.isWhole(shown.path("status").asText())
                    ? Optional.of(BackupDescription.of(id, shown)).filter(it -> !it.isWaitingForLog())
                    : Optional.empty();
        } catch (RuntimeException | BackupUnusable e) {
            return Optional.empty();
        }
    }

    /** What is known of a whole backup already; nothing of most. */
    Map<String, String> describedDetails(String id) {
        return described
                .filter(description -> description.id().equals(id))
                .map(BackupDescription::details)
                .orElse(Map.of());
    }

    private Map<String, BackupEntry> entries(List<String> directories, JsonNode list) {
        var entries = new TreeMap<String, BackupEntry>();
        for (var id : directories) {
            entries.put(id, BackupEntry.unlisted(id));
        }
        for (var listed : list) {
            var entry = BackupEntry.of(listed);
            boolean finished = entry.isWhole() || entry.isBroken();
            entries.put(entry.id(), finished || !server.isAbandoned(entry) ? entry : entry.abandoned());
        }
        return entries;
    }

    private static String unfinished(Map<String, BackupEntry> entries) {
        return entries.values().stream()
                .filter(entry -> !entry.isWhole() && !entry.isBroken())
                .map(entry -> entry.id() + " is " + entry.status())
                .collect(Collectors.joining(", "));
    }
}

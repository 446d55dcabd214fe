package dev.firedrill.kafka.archive;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.store.StoredObject;
import dev.firedrill.verdict.BackupUnusable;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a sink wrote is one backup, which grows. It is as old as its newest file. */
record SinkBackups(SinkSettings settings, String system, String copy) implements BackupCatalog {
    @Override
    public List<Backup> backups() {
        var files = settings.store().list().stream()
                .filter(object -> object.kind() == StoredObject.Kind.FILE)
                .filter(object -> object.name().toString().startsWith(settings.prefix()))
                .toList();
        var newest = files.stream()
                .map(StoredObject::modifiedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new BackupUnusable("no usable backup: nothing lies below " + settings.prefix()
                        + " in " + settings.store().location()));
        return List.of(backup(files, newest));
    }

    private Backup backup(List<StoredObject> files, Instant newest) {
        return new Backup(
                settings.prefix().replaceFirst("/$", ""),
                system,
                copy,
                settings.store().location(),
                newest,
                files.stream().mapToLong(StoredObject::size).sum(),
                Map.of("files", Integer.toString(files.size())));
    }

    @Override
    public boolean reaches(Backup backup, RecoveryTarget target) {
        return true;
    }
}

package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.RestoredTablespaces;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.OwnedDirectory;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A backup in tar format, which is unpacked first.
 *
 * @param id the backup's
 */
record TarMember(String id, TarBackup backup) implements BackupMember {
    @Override
    public OptionalInt major() {
        return backup.major();
    }

    @Override
    public long bytes() {
        return backup.unpackedBytes();
    }

    @Override
    public boolean isPacked() {
        return true;
    }

    @Override
    public String verify() {
        return "";
    }

    @Override
    public Ready ready(Path directory, RestoreOrder order) {
        OwnedDirectory.create(directory);
        var log = directory.resolve(TarBaseBackup.LOG);
        order.note(id + ": " + new TarRestore(backup, directory, Optional.of(log), order.deadline()).run());
        var data = directory.resolve(FoundBackup.DATA);
        backup.manifest().ifPresent(manifest -> copyManifest(manifest.directory(), data));
        var tablespaces = backup.archives().tablespaces().keySet().stream()
                .collect(Collectors.toMap(oid -> oid, new RestoredTablespaces(directory)::place));
        return new Ready(data, tablespaces, log);
    }

    /** It lies beside the archives; programs that combine backups look for it among the files. */
    private static void copyManifest(Path from, Path data) {
        try {
            Files.copy(from.resolve("backup_manifest"), data.resolve("backup_manifest"));
        } catch (IOException e) {
            throw new Inconclusive("cannot copy backup_manifest of " + from + ": " + e, e);
        }
    }
}

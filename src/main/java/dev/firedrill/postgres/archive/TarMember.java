package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.RestoredTablespaces;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.OwnedDirectory;
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
        order.note(id + ": " + new TarRestore(backup, directory, Optional.of(log), order).run());
        var tablespaces = backup.archives().tablespaces().keySet().stream()
                .collect(Collectors.toMap(oid -> oid, new RestoredTablespaces(directory)::place));
        return new Ready(directory.resolve(FoundBackup.DATA), tablespaces, log);
    }
}

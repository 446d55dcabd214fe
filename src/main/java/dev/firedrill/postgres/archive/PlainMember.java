package dev.firedrill.postgres.archive;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.OptionalInt;

/** A backup in plain format, which is read where it lies. */
record PlainMember(Backup backup, BaseBackup seen) implements BackupMember {
    @Override
    public OptionalInt major() {
        return OptionalInt.of(seen.major());
    }

    @Override
    public long bytes() {
        return seen.bytes();
    }

    @Override
    public boolean isPacked() {
        return false;
    }

    @Override
    public String verify() {
        return backup.id() + ": " + String.join("; ", seen.verified(backup).notes());
    }

    @Override
    public Ready ready(Path directory, RestoreOrder order) {
        return new Ready(
                seen.directory(), seen.tablespaces().written(), seen.directory().resolve("pg_wal"));
    }
}

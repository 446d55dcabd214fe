package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BackupArchives;
import dev.firedrill.postgres.BackupReader;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.PlainBaseBackups;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;

/** Opens what {@code pg_basebackup} wrote: plain or tar format, full or incremental. */
public final class BaseBackups implements BackupReader {
    @Override
    public boolean reads(String type) {
        return type.equals("base-backup");
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        if (IncrementalChain.isIncremental(order.backup())) {
            return CombinedBackup.open(order);
        }
        return BackupArchives.areIn(Path.of(order.backup().location()))
                ? TarBaseBackup.open(order)
                : new PlainBaseBackups().open(order);
    }
}

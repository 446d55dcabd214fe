package dev.firedrill.postgres.pgbackrest;

import dev.firedrill.postgres.BackupReader;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;

/** Opens backups of pgBackRest, which it restores itself. */
public final class PgBackRestReader implements BackupReader {
    @Override
    public boolean reads(String type) {
        return type.equals(PgBackRestCatalog.TYPE);
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        var backup = order.backup();
        if (backup.details().containsKey(PgBackRestBackups.DAMAGE)) {
            throw new BackupUnusable("pgbackrest found damaged pages while it made the backup " + backup.id()
                    + "\n  Remedy: pgbackrest info --set=" + backup.id() + " names them; repair production");
        }
        var pgbackrest = PgBackRest.of(order.source()).in(backup.details().get(PgBackRestBackups.REPOSITORY));
        return new PgBackRestBackup(pgbackrest, backup);
    }
}

package dev.firedrill.postgres.walg;

import dev.firedrill.postgres.BackupReader;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.restore.RestoreOrder;

/** Opens backups of WAL-G, which it fetches itself. */
public final class WalGReader implements BackupReader {
    @Override
    public boolean reads(String type) {
        return type.equals(WalGCatalog.TYPE);
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        var walg = WalG.of(order.source());
        var sentinel = WalGSentinel.read(walg, order.backup().id()).requireOneDirectory();
        return new WalGBackup(walg, order.backup(), sentinel);
    }
}

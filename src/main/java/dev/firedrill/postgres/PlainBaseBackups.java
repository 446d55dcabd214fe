package dev.firedrill.postgres;

import dev.firedrill.restore.RestoreOrder;
import java.util.Set;

/** Opens base backups that are directories: those of a user, and those of the sample. */
public final class PlainBaseBackups implements BackupReader {
    private static final Set<String> TYPES = Set.of("base-backup", "sample");

    @Override
    public boolean reads(String type) {
        return TYPES.contains(type);
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        var backup = BaseBackup.look(order.backup()).withSettledWal(order.deadline());
        backup.requireWalFor(order.target());
        return new PlainBaseBackup(backup);
    }
}

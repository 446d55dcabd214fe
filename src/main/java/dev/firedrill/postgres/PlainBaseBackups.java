package dev.firedrill.postgres;

import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Opens base backups that are directories of files: those of the sample, and a user's in plain format. */
public final class PlainBaseBackups implements BackupReader {
    @Override
    public boolean reads(String type) {
        return type.equals("sample");
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        var backup = BaseBackup.look(order.backup(), named(order)).withSettledWal(order.deadline());
        backup.requireWalFor(order.target());
        return new PlainBaseBackup(backup);
    }

    /** The directories that an order's configuration names: tablespaces are looked for in no others. */
    public static List<Path> named(RestoreOrder order) {
        return Stream.of("directory", BaseBackupCatalog.TABLESPACES)
                .filter(key -> order.source().value(key).isPresent())
                .map(order.source()::path)
                .toList();
    }
}

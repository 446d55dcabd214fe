package dev.firedrill.postgres.command;

import dev.firedrill.postgres.BackupReader;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;

/** Opens backups that a command restores. */
public final class CommandReader implements BackupReader {
    @Override
    public boolean reads(String type) {
        return type.equals(CommandCatalog.TYPE);
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        var source = order.source();
        boolean unlisted = source.value(CommandCatalog.WAL_FETCH).isPresent()
                && source.value(CommandCatalog.WAL_LIST).isEmpty();
        if (unlisted) {
            throw new Inconclusive("nothing says which WAL there is: a server that fetches by walFetch takes"
                    + " the first segment that is missing for the end of the log"
                    + "\n  Remedy: add walList, a command that prints the names of the files that walFetch can fetch");
        }
        return new CommandBackup(RestoreCommand.of(source), order.backup());
    }
}

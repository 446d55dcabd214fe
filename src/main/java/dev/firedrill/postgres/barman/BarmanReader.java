package dev.firedrill.postgres.barman;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BackupReader;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;

/** Opens backups of barman, which it restores itself. */
public final class BarmanReader implements BackupReader {
    @Override
    public boolean reads(String type) {
        return type.equals(BarmanCatalog.TYPE);
    }

    @Override
    public FoundBackup open(RestoreOrder order) {
        var barman = Barman.of(order.source());
        var backup = order.backup();
        var status = backup.details().get(BackupEntry.STATUS);
        if (status.equals(BackupEntry.UNLISTED)) {
            throw new BackupUnusable(
                    "%s: barman does not list the directory of backup %s, which is its newest: its backup.info is missing"
                            .formatted(barman, backup.id()));
        }
        var server = BarmanServer.of(barman, backup);
        var description = BackupDescription.toldWith(backup).orElseGet(() -> describe(server, backup, status));
        requireLog(barman, description);
        return new BarmanBackup(server, backup, description, order.target());
    }

    private static BackupDescription describe(BarmanServer server, Backup backup, String status) {
        var barman = server.barman();
        var shown = barman.describe(server, backup.id());
        shown.require(server.faults());
        if (!BackupEntry.isWhole(status)) {
            throw new BackupUnusable(
                    "%s: the newest backup %s is %s: %s%n  Remedy: take another; barman delete %s %s when it is understood"
                            .formatted(
                                    barman,
                                    backup.id(),
                                    status,
                                    shown.about().path("error").asText("barman does not say why"),
                                    barman.server(),
                                    backup.id()));
        }
        return BackupDescription.of(backup.id(), shown.orThrow());
    }

    /** Archiving comes after the copy; until then nothing of what was copied is of use. */
    private static void requireLog(Barman barman, BackupDescription backup) {
        if (backup.isWaitingForLog()) {
            throw new Inconclusive(
                    "%s: backup %s is not complete yet: barman waits for the log up to %s, and has it up to [%s]%n  Remedy: run it again when barman cron has archived it; if it never comes, archiving is broken"
                            .formatted(barman, backup.id(), backup.lastNeeded(), backup.lastAvailable()));
        }
    }
}

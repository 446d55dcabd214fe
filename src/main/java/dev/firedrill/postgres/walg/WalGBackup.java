package dev.firedrill.postgres.walg;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.ControlFile;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.tool.ToolWal;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.process.Meanwhile;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** One backup of WAL-G with all that it is based on. The server fetches its log by wal-g, too. */
record WalGBackup(WalG walg, Backup backup, WalGSentinel sentinel) implements FoundBackup {
    /** By which wal-fetch says that there is no such file; it says all else by 1. */
    private static final int NOT_THERE = 74;

    @Override
    public OptionalInt major() {
        var major = backup.details().getOrDefault(WalGBackups.MAJOR, "");
        return major.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(major));
    }

    @Override
    public long need() {
        long unpacked = Long.parseLong(backup.details().get(WalGBackups.UNPACKED));
        return unpacked + unpacked / 10 + (1L << 30);
    }

    @Override
    public List<String> notes() {
        return List.of(backup.details().get("backupType") + " backup"
                + (sentinel.basedOn().isEmpty()
                        ? ""
                        : ", together with " + sentinel.basedOn() + " and what that needs"));
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        var written = WrittenByTool.in(directory);
        order.deadline().check("preparing the restore by wal-g");
        try (var list = Meanwhile.begin(() -> WalGFiles.fetchList(sentinel, directory))) {
            fetch(written, order);
            written.adopt();
            order.note(WalGFiles.verify(sentinel, order.source(), written.data(), list.outcome()));
        }
        int segmentSize = ControlFile.read(written.data()).segmentSize();
        var wal = new ToolWal(
                        "WAL archive of " + walg,
                        () -> WalGArchive.names(walg, segmentSize),
                        WalFetchScript.write(walg, directory),
                        NOT_THERE,
                        directory,
                        order.deadline())
                .tellingDamageBy(WalGFaults.DAMAGED_LOG);
        return BaseBackup.restored(written.data(), wal);
    }

    private void fetch(WrittenByTool written, RestoreOrder order) {
        var result = walg.tool("backup-fetch", written.data().toString(), backup.id())
                .within(order.deadline().remaining())
                .tellingLines(order::note)
                .run();
        order.deadline().check("wal-g fetched " + backup.id());
        if (!result.isComplete()) {
            throw WalGFaults.failure(walg, "fetch backup " + backup.id(), result);
        }
    }
}

package dev.firedrill.postgres.command;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.process.ToolResult;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** One backup that a command restores. Nothing that the command says is believed: what it left is looked at. */
record CommandBackup(RestoreCommand command, Backup backup) implements FoundBackup {
    /** EX_DATAERR of sysexits.h: by this a command says that it could read the backup, and that it is damaged. */
    private static final int DAMAGED = 65;

    private static final int LAST_LINES = 20;

    @Override
    public OptionalInt major() {
        var major = backup.details().get(CommandBackups.MAJOR);
        return major == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(major));
    }

    @Override
    public long need() {
        return backup.bytes() + backup.bytes() / 10 + (1L << 30);
    }

    @Override
    public List<String> notes() {
        return List.of();
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        var written = WrittenByTool.in(directory);
        order.deadline().check("preparing the restore by a command");
        var result = command.tool(backup, order.target(), directory)
                .within(order.deadline().remaining())
                .tellingLines(new FewLines(order::note))
                .run();
        judge(result, order);
        RestoredTree.require(directory);
        written.adopt();
        if (!Files.exists(written.data().resolve("PG_VERSION"))) {
            throw new BackupUnusable("the restore command ended well, but left no data directory of PostgreSQL for "
                    + backup.id() + ": there is no PG_VERSION");
        }
        var restored = BaseBackup.restored(written.data(), CommandWal.of(order, directory))
                .withSettledWal(order.deadline())
                .verified(backup);
        restored.notes().forEach(order::note);
        return restored;
    }

    private void judge(ToolResult result, RestoreOrder order) {
        if (result.timedOut()) {
            order.deadline().check("the restore command restored " + backup.id());
        }
        if (result.exitCode() == 0 && !result.timedOut()) {
            return;
        }
        var said = "the restore command cannot restore %s: it ended with exit code %d%n%s"
                .formatted(backup.id(), result.exitCode(), lastLines(result.errors()));
        if (result.exitCode() == DAMAGED) {
            throw new BackupUnusable(said);
        }
        throw new Inconclusive(said);
    }

    private static String lastLines(String errors) {
        var lines = errors.strip().lines().toList();
        return errors.isBlank()
                ? "  (it said nothing on standard error)"
                : String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }
}

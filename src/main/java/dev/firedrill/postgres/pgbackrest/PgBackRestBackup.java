package dev.firedrill.postgres.pgbackrest;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackup;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.tool.ToolWal;
import dev.firedrill.postgres.tool.WrittenByTool;
import dev.firedrill.process.ToolResult;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** One backup of pgBackRest with all that it needs of its chain. The tool compares the checksum of every file itself. */
record PgBackRestBackup(PgBackRest pgbackrest, Backup backup) implements FoundBackup {
    /** Exit codes for what is in a repository that could be read: checksum, format, missing file, encryption. */
    private static final Set<Integer> DAMAGED = Set.of(26, 29, 55, 95);

    private static final Pattern DAMAGED_LOG =
            Pattern.compile("\\[(?:Checksum|Format|FileMissing|FileInvalid|Crypto)Error]");

    @Override
    public OptionalInt major() {
        var version = backup.details().getOrDefault(PgBackRestBackups.MAJOR, "");
        return version.matches("\\d+") ? OptionalInt.of(Integer.parseInt(version)) : OptionalInt.empty();
    }

    @Override
    public long need() {
        return backup.bytes() + backup.bytes() / 10 + (1L << 30);
    }

    @Override
    public List<String> notes() {
        return List.of(backup.details().get("backupType") + " backup"
                + (backup.details().containsKey("needs")
                        ? ", together with " + backup.details().get("needs")
                        : ""));
    }

    @Override
    public BaseBackup restoreInto(Path directory, RestoreOrder order) {
        var written = WrittenByTool.in(directory);
        order.deadline().check("preparing the restore by pgbackrest");
        var result = pgbackrest
                .tool("restore", options(directory, order))
                .within(order.deadline().remaining())
                .tellingLines(order::note)
                .run();
        judge(result, order);
        written.adopt();
        var wal = new ToolWal(
                        "WAL archive of " + pgbackrest,
                        () -> PgBackRestArchive.names(
                                pgbackrest, backup.details().get(PgBackRestBackups.ARCHIVE)),
                        // Asynchronously it would fetch ahead into a spool that another user owns.
                        written.restoreCommand().replace(" archive-get ", " --no-archive-async archive-get "),
                        1,
                        directory,
                        order.deadline())
                .tellingDamageBy(DAMAGED_LOG);
        order.note("pgbackrest compared the checksum of every file while it restored");
        return BaseBackup.restored(written.data(), wal);
    }

    private String[] options(Path directory, RestoreOrder order) {
        var options = new ArrayList<>(List.of(
                "--pg1-path=" + directory.resolve(DATA),
                "--set=" + backup.id(),
                "--tablespace-map-all=" + directory.resolve(WrittenByTool.TABLESPACES),
                // Neither in the way of a backup that runs now, nor in places that another user owns.
                "--lock-path=" + directory.resolve("lock"),
                // A file that was damaged stays damaged.
                "--job-retry=0"));
        order.source().value(PgBackRestCatalog.PROCESS_MAX).ifPresent(number -> options.add("--process-max=" + number));
        PgBackRestCatalog.delta(order.source()).ifPresent(options::add);
        return options.toArray(String[]::new);
    }

    private void judge(ToolResult result, RestoreOrder order) {
        if (result.exitCode() == 0 && !result.timedOut()) {
            return;
        }
        order.deadline().check("pgbackrest restored " + backup.id());
        var said = "pgbackrest cannot restore %s of %s (exit code %d):%n%s"
                .formatted(
                        backup.id(),
                        pgbackrest,
                        result.exitCode(),
                        result.errors().strip());
        if (DAMAGED.contains(result.exitCode())) {
            throw new BackupUnusable(said);
        }
        throw new Inconclusive(said);
    }
}

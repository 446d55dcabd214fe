package dev.firedrill.postgres.command;

import dev.firedrill.config.BackupSource;
import dev.firedrill.postgres.ArchivedWal;
import dev.firedrill.postgres.DirectoryWal;
import dev.firedrill.postgres.FoundBackup;
import dev.firedrill.postgres.tool.ToolWal;
import dev.firedrill.process.ShellWord;
import dev.firedrill.process.Tool;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Where the log of a backup comes from that a command restored. */
final class CommandWal {
    /** Names of the server's; what tools add to them says how they are stored, which is the fetching command's matter. */
    private static final Pattern NAME = Pattern.compile(
            "(?:.*/)?([0-9A-F]{24}|[0-9A-F]{8}\\.history)(?:\\.(?:gz|bz2|xz|lz4|lzo|lzma|zst|zstd|br))?");

    private static final int NOT_THERE = 1;
    private static final String BROUGHT_ALONG = "wal-of-the-backup";

    private CommandWal() {}

    static ArchivedWal of(RestoreOrder order, Path directory) {
        var source = order.source();
        if (source.value(CommandCatalog.WAL).isPresent()) {
            return DirectoryWal.archive(source.path(CommandCatalog.WAL));
        }
        var fetch = source.value(CommandCatalog.WAL_FETCH);
        return fetch.isEmpty()
                ? new DirectoryWal(broughtAlong(directory), true)
                // In a shell of its own: whatever it ends with, be it a comment, its exit code is looked at.
                : new ToolWal(
                        "WAL of the commands walList and walFetch",
                        () -> names(order),
                        "( eval " + ShellWord.of(fetch.get()) + " )",
                        NOT_THERE,
                        directory,
                        order.deadline());
    }

    /** Recovery begins with an empty pg_wal, so the log that came along is put beside the data directory. */
    private static Path broughtAlong(Path directory) {
        var log = directory.resolve(FoundBackup.DATA).resolve("pg_wal");
        if (!Files.isDirectory(log)) {
            throw new BackupUnusable("the restore command left no pg_wal, and no other place for the WAL is configured"
                    + "\n  Remedy: say where it is with wal: or walFetch:");
        }
        try {
            return Files.isSymbolicLink(log) ? log.toRealPath() : Files.move(log, directory.resolve(BROUGHT_ALONG));
        } catch (IOException e) {
            throw new Inconclusive("cannot move " + log + ": " + e, e);
        }
    }

    private static Set<String> names(RestoreOrder order) {
        BackupSource source = order.source();
        order.deadline().check("listing the WAL");
        var output = Tool.of("sh", "-c", source.value(CommandCatalog.WAL_LIST).orElseThrow())
                .named("the walList command")
                .in(source.base())
                .within(order.deadline().remaining())
                .runOrThrow("listing the WAL of " + order.system().name());
        var names = new HashSet<String>();
        for (var line : output.lines().toList()) {
            var matcher = NAME.matcher(line.strip());
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        if (names.isEmpty() && !output.isBlank()) {
            throw new Inconclusive("the walList command prints no name of a WAL segment"
                    + "\n  Remedy: let it print one name a line, such as 00000001000000000000000A");
        }
        return names;
    }
}

package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BinariesSearch;
import dev.firedrill.process.Command;
import dev.firedrill.process.Tool;
import dev.firedrill.process.ToolResult;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code pg_combinebackup} of this host, for one major version. */
record CombineProgram(Path program) {
    private static final String NAME = "pg_combinebackup";
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Pattern HOST =
            Pattern.compile("Permission denied|No space left|Read-only file system|Too many open files|out of memory");
    private static final String DOING = "combining incremental backups";

    /**
     * Finds it: beside the server that is used for that version, or on the PATH.
     *
     * @throws Inconclusive if this host has none
     */
    static CombineProgram forMajor(int major, RestoreOrder order) {
        var chosen = BinariesSearch.onThisHost(order.state())
                .find(major, order.system().binaries())
                .binaries()
                .bin()
                .resolve(NAME);
        for (var candidate : List.of(chosen.toString(), NAME)) {
            var said = Command.of(candidate, "--version").run();
            var matcher = VERSION.matcher(said.output());
            if (said.exitCode() == 0 && matcher.find() && Integer.parseInt(matcher.group(1)) == major) {
                return new CombineProgram(Path.of(candidate));
            }
        }
        throw new Inconclusive(
                "the backup is an incremental one of PostgreSQL %d, and this host has no pg_combinebackup of that version: neither %s nor on the PATH%n  Remedy: install PostgreSQL %d on this host, or name the directory of its programs with binaries: in firedrill.yaml"
                        .formatted(major, chosen, major));
    }

    /**
     * Combines a full backup with incremental ones.
     *
     * @param backups data directories, the full one first; only read
     * @param output is made
     * @param tablespaces where those of the last one are to go
     * @throws BackupUnusable if it refuses
     * @throws Inconclusive if the deadline passes, or the host stands in the way
     */
    void combine(List<Path> backups, Path output, Map<Path, Path> tablespaces, Deadline deadline) {
        var line = new ArrayList<>(List.of(program.toString(), "--no-sync", "--output=" + output));
        tablespaces.forEach((from, to) -> line.add("--tablespace-mapping=" + escaped(from) + "=" + escaped(to)));
        backups.forEach(backup -> line.add(backup.toString()));
        deadline.check(DOING);
        var result = Tool.of(line)
                .named(NAME)
                .within(deadline.remaining().plusMillis(1))
                .run();
        if (result.timedOut()) {
            deadline.check(DOING);
        }
        if (result.exitCode() != 0) {
            throw refused(backups, result);
        }
    }

    /** Its exit code is 1 whatever it was; its words tell whether the backups are to blame. */
    private static Inconclusive refused(List<Path> backups, ToolResult result) {
        var said = "pg_combinebackup does not combine %s (exit code %d):%n%s"
                .formatted(
                        backups,
                        result.exitCode(),
                        result.errors().strip().indent(2).stripTrailing());
        boolean isTheHost = HOST.matcher(result.errors()).find();
        if (result.exitCode() == 1 && !isTheHost) {
            throw new BackupUnusable(said);
        }
        return new Inconclusive(said + "\n  Remedy: see what it says; the backups may be good or bad");
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace("=", "\\=");
    }
}

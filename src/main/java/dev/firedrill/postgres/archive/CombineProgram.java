package dev.firedrill.postgres.archive;

import dev.firedrill.postgres.BinariesSearch;
import dev.firedrill.process.Command;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code pg_combinebackup} of this host, for one major version. */
record CombineProgram(Path program) {
    private static final String NAME = "pg_combinebackup";
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final Pattern HOST =
            Pattern.compile("Permission denied|No space left|Read-only file system|Too many open files|out of memory");
    private static final Duration PATIENCE = Duration.ofSeconds(5);

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
     * @param log where the program's words go
     * @throws BackupUnusable if it refuses
     * @throws Inconclusive if the deadline passes
     */
    void combine(List<Path> backups, Path output, Map<Path, Path> tablespaces, Path log, Deadline deadline) {
        var line = new ArrayList<>(List.of(program.toString(), "--no-sync", "--output=" + output));
        tablespaces.forEach((from, to) -> line.add("--tablespace-mapping=" + escaped(from) + "=" + escaped(to)));
        backups.forEach(backup -> line.add(backup.toString()));
        int code = run(line, log, deadline);
        if (code != 0) {
            throw refused(backups, code, words(log));
        }
    }

    private static int run(List<String> line, Path log, Deadline deadline) {
        var process = GuardedProcess.start(line, log);
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .forever()
                    .until(() -> {
                        deadline.check("combining incremental backups");
                        return !process.isAlive();
                    });
            return process.exitCode().orElseThrow();
        } finally {
            process.stop("TERM", PATIENCE);
        }
    }

    /** Its exit code is 1 whatever it was; its words tell whether the backups are to blame. */
    private static Inconclusive refused(List<Path> backups, int code, List<String> words) {
        var said = "pg_combinebackup does not combine %s (exit code %d):%n  %s"
                .formatted(backups, code, String.join("\n  ", words));
        if (code == 1 && words.stream().noneMatch(line -> HOST.matcher(line).find())) {
            throw new BackupUnusable(said);
        }
        return new Inconclusive(said + "\n  Remedy: see what it says; the backups may be good or bad");
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace("=", "\\=");
    }

    private static List<String> words(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new Inconclusive("cannot read what pg_combinebackup said: " + e, e);
        }
    }
}

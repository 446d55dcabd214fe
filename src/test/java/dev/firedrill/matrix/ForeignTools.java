package dev.firedrill.matrix;

import dev.firedrill.process.Command;
import dev.firedrill.testing.DebianPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Asks the tools that people use today of a planted backup, each where it looks: the backup, or a restored server. */
final class ForeignTools {
    private static final Path PROGRAMS = Path.of(DebianPackages.POSTGRESQL_17);
    private static final Pattern TELLING =
            Pattern.compile("(?i)error|warning|fatal|bad checksums:|corrupt|heap table|btree index|could not|mismatch");

    private final PlantedShop planted;

    ForeignTools(PlantedShop planted) {
        this.planted = planted;
    }

    /** Whether this host has them. */
    static boolean areHere() {
        return Files.isExecutable(PROGRAMS.resolve("pg_amcheck"));
    }

    ForeignSays ask() throws IOException {
        var backup = planted.files().newest();
        var verified =
                said(run("pg_verifybackup", "--wal-directory=" + planted.files().wal(), backup.toString()));
        try (var restored = HandRestore.of(planted)) {
            if (!restored.isReady()) {
                return new ForeignSays(verified, ForeignSays.NO_SERVER, ForeignSays.NO_SERVER, ForeignSays.NO_SERVER);
            }
            var script = new ProceduresScript(restored).says();
            var amcheck = said(run(
                    "pg_amcheck",
                    "--host=" + restored.sockets(),
                    "--port=" + restored.port(),
                    "--username=postgres",
                    "--install-missing",
                    "--heapallindexed",
                    "--parent-check",
                    "--database=" + planted.keys().get("database")));
            restored.stop();
            var checksums = said(run("pg_checksums", "--check", "--pgdata=" + restored.data()));
            return new ForeignSays(verified, checksums, amcheck, script);
        }
    }

    /** What they are, for who reads of them. */
    static String description() {
        return "PostgreSQL 17's, from Debian";
    }

    /** What the procedures' weekly script says of a backup. */
    String saysWeekly() throws IOException {
        try (var restored = HandRestore.of(planted)) {
            return new ProceduresScript(restored).saysWeekly();
        }
    }

    static String program(String name) {
        return PROGRAMS.resolve(name).toString();
    }

    private static Command.Result run(String program, String... arguments) {
        var line = new ArrayList<>(List.of(program(program)));
        line.addAll(List.of(arguments));
        return Command.of(line).run();
    }

    /** Nothing where it ended well; else the first line that tells something. */
    private String said(Command.Result result) {
        if (result.exitCode() == 0) {
            return ForeignSays.SOUND;
        }
        var line = result.output()
                .lines()
                .filter(it -> TELLING.matcher(it).find())
                .findFirst()
                .orElse(result.output().strip());
        if (line.endsWith(":")) {
            // What it says of a relation stands in the next line.
            line += result.output()
                    .substring(result.output().indexOf(line) + line.length())
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElse("");
        }
        return Wording.ofLine(Wording.named(line, planted.source().relations()).replaceFirst("^pg_\\w+: ", ""));
    }
}

package dev.firedrill.postgres.dump;

import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Roles of a file that {@code pg_dumpall --globals-only} wrote. Tablespaces of it are made in the restore's directory. */
final class Globals {
    private static final Pattern TABLESPACE = Pattern.compile("CREATE TABLESPACE (" + DumpNeeds.NAME + ") .*;");

    private static final Pattern ROLE =
            Pattern.compile("(?:CREATE ROLE (?=[^ ]*;)|ALTER ROLE (?=.* WITH ))(" + DumpNeeds.NAME + ")(?:;| .*)");

    private Globals() {}

    /**
     * Makes the roles of the configured file; without one, roles are made as a dump names them.
     *
     * @throws BackupUnusable if the file is missing or damaged
     */
    static ClusterObjects load(LoadingServer server) {
        var source = server.order().source();
        if (source.value(PgDumpCatalog.GLOBALS).isEmpty()) {
            return new ClusterObjects(server, true);
        }
        var file = source.path(PgDumpCatalog.GLOBALS);
        var places = new ClusterObjects(server, false);
        try {
            var format = DumpFormat.of(file);
            try (var stream = PlainFile.open(file, format)) {
                var key = PlainHeader.read(file, format).key();
                var text = new PlainText(stream, key, line -> isExecuted(line, server, places));
                var next = new RestrictedPsql(server, "loading the roles of " + file).run(text, "template1");
                if (next.isEmpty() && !text.isComplete()) {
                    throw new BackupUnusable(file + " is truncated: expecting it to end with"
                            + " [-- PostgreSQL database cluster dump complete]");
                }
            }
        } catch (NoSuchFileException e) {
            throw new BackupUnusable(
                    "expecting the roles of the cluster in " + file + ", but there is no such file", e);
        } catch (IOException e) {
            throw DumpContent.unread(file, e);
        }
        server.order().note("roles come from " + file);
        return new ClusterObjects(server, false);
    }

    /** Our own superuser is there already, and must stay one; no tablespace is made where production has it. */
    private static boolean isExecuted(String line, LoadingServer server, ClusterObjects places) {
        var tablespace = TABLESPACE.matcher(line);
        if (tablespace.matches()) {
            places.tablespace(DumpNeeds.unquoted(tablespace.group(1)));
            return false;
        }
        var role = ROLE.matcher(line);
        return !(role.matches()
                && DumpNeeds.unquoted(role.group(1))
                        .equals(server.order().system().superuser()));
    }
}

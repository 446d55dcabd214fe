package dev.firedrill.postgres.dump;

import dev.firedrill.postgres.PostgresBinaries;
import dev.firedrill.postgres.PostgresServer;
import dev.firedrill.process.Tool;
import dev.firedrill.process.ToolResult;
import dev.firedrill.process.Unprivileged;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The empty server that a dump is loaded into, and the programs that load it. */
public final class LoadingServer {
    private static final String FOREIGN_TABLES = "restrict_nonsystem_relation_kind";

    private final PostgresServer server;
    private final PostgresBinaries programs;
    private final RestoreOrder order;
    private final Path directory;

    /** @param directory the restore's own */
    public LoadingServer(PostgresServer server, PostgresBinaries programs, RestoreOrder order, Path directory) {
        this.server = server;
        this.programs = programs;
        this.order = order;
        this.directory = directory;
    }

    /** What is asked and made beside the dump. */
    ClusterSql sql() {
        return new ClusterSql(server);
    }

    RestoreOrder order() {
        return order;
    }

    Path directory() {
        return directory;
    }

    /** Lets the server write to a directory of the restore's own. */
    void own(Path place) {
        Unprivileged.onThisHost().own(place);
    }

    /** A program that works on the server as its superuser, as long as the deadline allows. */
    Tool program(String name, String database, List<String> arguments) {
        var line = new ArrayList<>(List.of(programs.program(name)));
        line.addAll(List.of(
                "--no-password",
                "--host=" + server.socket().getParent(),
                "--port=" + server.port(),
                "--username=" + order.system().superuser(),
                "--dbname=" + named(database)));
        line.addAll(arguments);
        order.deadline().check("loading the dump");
        return Tool.of(line)
                .named(name)
                .withEnvironment(Map.of("PGOPTIONS", options()))
                .within(order.deadline().remaining());
    }

    /** Whether keys of rows may be shown. */
    boolean showsKeys() {
        return order.system().samples().equals("keys");
    }

    /**
     * Sees that a program ended well: both end with another code than 0 at the first error, as they are told to.
     *
     * @param doing what it did, for the message
     */
    void judge(ToolResult result, RestoreComplaints complaints, String doing) {
        if (result.timedOut()) {
            order.deadline().check(doing);
        }
        if (result.exitCode() == ToolResult.NOT_STARTED) {
            throw new Inconclusive(doing + " failed: " + result.errors().strip());
        }
        if (result.exitCode() != 0 || result.timedOut()) {
            var globals = order.source().value(PgDumpCatalog.GLOBALS).map(file -> "globals: " + file);
            throw thrown(complaints.failure(doing, globals.orElse("")));
        }
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    /** As a connection string, which no name can be taken for. */
    private static String named(String database) {
        return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Production may have made its database read-only; and no view may be filled from tables of other servers. */
    private String options() {
        return "-c default_transaction_read_only=off"
                + (canShutForeignTablesOff() ? " -c " + FOREIGN_TABLES + "=foreign-table" : "");
    }

    private boolean canShutForeignTablesOff() {
        return !sql().query("select name from pg_settings where name = '" + FOREIGN_TABLES + "'")
                .isEmpty();
    }

    /** @throws Inconclusive if a dump needs a foreign server, and this PostgreSQL cannot keep it from being read */
    void requireForeignTablesShutOff(String foreignServer) {
        if (!canShutForeignTablesOff()) {
            throw new Inconclusive("the dump makes a foreign server, " + foreignServer
                    + ", through which views could be filled from production, and this PostgreSQL cannot shut it off"
                    + "\n  Remedy: update PostgreSQL on this host (12.20, 13.16, 14.13, 15.8, 16.4 or later can)");
        }
    }
}

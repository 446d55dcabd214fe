package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of the sessions in which checks look at a database. They are set for the role in that database, since such
 * settings outweigh those that production gave to the database, which came back with it.
 */
final class CheckRoleSettings {
    private static final String EVENT_TRIGGERS = "event_triggers";
    private static final String FOREIGN_TABLES = "restrict_nonsystem_relation_kind";

    /** An index, or the bounds of partitions, that this host orders in another way would hide rows or show false ones. */
    private static final Map<String, String> WITHOUT_INDEXES = Map.of(
            "enable_indexscan", "off",
            "enable_indexonlyscan", "off",
            "enable_bitmapscan", "off",
            "enable_partition_pruning", "off");

    private CheckRoleSettings() {}

    /** @throws Inconclusive if tables of other servers cannot be shut off, and there are servers that have some */
    static void set(Statement statement, Owner owner, String role, String database, boolean writable)
            throws SQLException {
        var settings = of(writable);
        if (!CollationDifference.in(statement.getConnection()).isEmpty()) {
            settings.putAll(WITHOUT_INDEXES);
        }
        for (var setting : settings.entrySet()) {
            if (isKnown(statement, setting.getKey())) {
                owner.execute(
                        statement,
                        "alter role %s in database %s set %s = %s"
                                .formatted(
                                        role, ObjectName.identifier(database), setting.getKey(), setting.getValue()));
            } else if (setting.getKey().equals(FOREIGN_TABLES)) {
                refuseForeignServers(statement);
            }
        }
    }

    private static Map<String, String> of(boolean writable) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("default_transaction_read_only", writable ? "off" : "on");
        // With one of these a damaged page is read as if it were whole, or empty.
        settings.put("zero_damaged_pages", "off");
        settings.put("ignore_checksum_failure", "off");
        // Rows that a policy hides must be an error, where the role may not see past it: never fewer rows in silence.
        settings.put("row_security", "off");
        // A trigger on logging in could act, and call out.
        settings.put(EVENT_TRIGGERS, "off");
        // A view or a partition may be a table of production, reached through a foreign server.
        settings.put(FOREIGN_TABLES, "'foreign-table'");
        return settings;
    }

    /**
     * Sees that a session of the role really has them, whoever set what for it; closes the session.
     *
     * @throws Inconclusive if not: what is read could then be less than what is there
     */
    static void require(Connection session, boolean writable) throws SQLException {
        try (session;
                var statement = session.createStatement()) {
            for (var setting : of(writable).entrySet()) {
                // A master user may not set this one; what triggers would do is asked before anything is made.
                if (!setting.getKey().equals(EVENT_TRIGGERS)) {
                    require(statement, setting.getKey(), setting.getValue().replace("'", ""));
                }
            }
        }
    }

    private static void require(Statement statement, String setting, String expected) throws SQLException {
        try (var rows = statement.executeQuery("select setting from pg_settings where name = '" + setting + "'")) {
            if (rows.next() && !rows.getString(1).equals(expected)) {
                throw new Inconclusive("expecting %s = %s in sessions of checks, but it is [%s] there"
                                .formatted(setting, expected, rows.getString(1))
                        + "\n  Remedy: take that setting from the database or the parameter group in the source");
            }
        }
    }

    private static boolean isKnown(Statement statement, String setting) throws SQLException {
        try (var rows = statement.executeQuery("select 1 from pg_settings where name = '" + setting + "'")) {
            return rows.next();
        }
    }

    private static void refuseForeignServers(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select srvname from pg_foreign_server order by 1")) {
            if (rows.next()) {
                throw new Inconclusive("the restored database has a foreign server, " + rows.getString(1)
                        + ", through which checks could read production, and this PostgreSQL cannot shut it off"
                        + "\n  Remedy: update PostgreSQL on this host (12.20, 13.16, 14.13, 15.8, 16.4 or later can)");
            }
        }
    }
}

package dev.firedrill.postgres;

import dev.firedrill.process.OneTimePassword;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The role that checks log in as: not superuser, reads everything, writes nothing (or, for a check that says it writes,
 * writes data), with a one-time password.
 *
 * @param name {@code firedrill_check} or {@code firedrill_writer}
 */
record CheckRole(String name, String password) {
    static CheckRole create(RestoredServer server, String database, boolean writable) {
        var role = new CheckRole(writable ? "firedrill_writer" : "firedrill_check", OneTimePassword.random());
        try (var connection = server.owner(database);
                var statement = connection.createStatement()) {
            // What production put into its search path must not stand in for what a superuser asks.
            connection.setSchema("pg_catalog");
            refuseProductionsOwn(statement);
            var owner = Owner.of(statement);
            role.create(statement, owner, writable);
            CheckRoleSettings.set(statement, owner, role.name(), database, writable);
            owner.execute(statement, grantConnect(role.name(), database));
            installAmcheck(statement, owner, role.name());
            CheckRoleSettings.require(server.login(database, role.name(), role.password()), writable);
            return role;
        } catch (SQLException e) {
            throw Refusal.of(e, database);
        }
    }

    /** Our roles may log in over TCP, so one of production, with a password of production, must not stand there. */
    private static void refuseProductionsOwn(Statement statement) throws SQLException {
        var names = String.join("', '", PostgresServer.TCP_ROLES);
        try (var rows = statement.executeQuery("select rolname from pg_roles where rolname in ('" + names + "')")) {
            if (rows.next()) {
                throw new Inconclusive("the restored cluster has a role of ours already: " + rows.getString(1)
                        + "\n  Remedy: drop firedrill_check and firedrill_writer in the source");
            }
        }
    }

    private void create(Statement statement, Owner owner, boolean writable) throws SQLException {
        Owner.silenceTriggers(statement);
        statement.execute("create role " + name + " login nosuperuser nocreatedb nocreaterole noreplication"
                + (owner == Owner.SUPERUSER ? " bypassrls" : ""));
        statement.execute("grant pg_read_all_data to " + name);
        owner.execute(statement, "grant pg_read_all_stats to " + name);
        if (writable) {
            statement.execute("grant pg_write_all_data to " + name);
        }
        statement.execute("alter role " + name + " password '" + ScramVerifier.of(password) + "'");
    }

    /** A hardened production lets nobody connect who is not named. */
    private static String grantConnect(String role, String database) {
        return "grant connect on database " + ObjectName.identifier(database) + " to " + role;
    }

    /** In a schema of its own, so that fingerprints of the user's schemas stay as they were. */
    private static void installAmcheck(Statement statement, Owner owner, String role) throws SQLException {
        try (var rows = statement.executeQuery("select n.nspname, e.extname from pg_available_extensions a"
                + " left join pg_extension e on e.extname = a.name"
                + " left join pg_namespace n on n.oid = e.extnamespace where a.name = 'amcheck'")) {
            if (!rows.next()) {
                return;
            }
            if (rows.getString(2) != null) {
                var schema = ObjectName.identifier(rows.getString(1));
                owner.execute(statement, "grant usage on schema " + schema + " to " + role);
                owner.execute(statement, "grant execute on all functions in schema " + schema + " to " + role);
                return;
            }
        }
        for (var sql : List.of(
                "create schema if not exists firedrill",
                "create extension amcheck schema firedrill",
                "grant usage on schema firedrill to " + role,
                "grant execute on all functions in schema firedrill to " + role)) {
            owner.execute(statement, sql);
        }
    }
}

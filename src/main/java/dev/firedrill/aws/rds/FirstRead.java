package dev.firedrill.aws.rds;

import dev.firedrill.postgres.Owner;
import dev.firedrill.postgres.RestoredServer;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.HostFinding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads all storage of a restored database once. RDS calls an instance available long before its storage is there: each
 * block is fetched when it is read first.
 *
 * @param blocks that were read, of 8 kB each
 * @param unread relations that could not be read so: rules read them as far as they look at them
 */
record FirstRead(long blocks, List<String> unread) {
    private static final String RELATIONS =
            """
            select c.oid, n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm', 't', 'i', 'S') and c.relpersistence = 'p'
            order by pg_relation_size(c.oid) desc
            """;

    /** @throws dev.firedrill.verdict.Inconclusive if the deadline passes */
    static FirstRead of(RestoredServer server, String database, Deadline deadline) throws SQLException {
        try (var connection = server.owner(database)) {
            connection.setSchema("pg_catalog");
            var prewarm = prewarm(connection);
            if (prewarm.isEmpty()) {
                return new FirstRead(0, List.of("all"));
            }
            long blocks = 0;
            var unread = new ArrayList<String>();
            for (var relation : relations(connection)) {
                deadline.check("reading the storage of " + database + " for the first time");
                try {
                    blocks += read(connection, prewarm.get(), relation.oid(), deadline);
                } catch (SQLException e) {
                    if (!"42501".equals(e.getSQLState())) {
                        throw e;
                    }
                    unread.add(relation.name());
                }
            }
            return new FirstRead(blocks, unread);
        }
    }

    private record Relation(long oid, String name) {}

    /** The function that reads, with its schema; production may have the extension already, anywhere. */
    private static Optional<String> prewarm(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            Owner.silenceTriggers(statement);
            try {
                statement.execute("create schema if not exists firedrill");
                statement.execute("create extension if not exists pg_prewarm schema firedrill");
            } catch (SQLException e) {
                // What cannot be had is told by what is there.
            }
            try (var rows = statement.executeQuery("select quote_ident(n.nspname) || '.pg_prewarm' from pg_extension e"
                    + " join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_prewarm'")) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private static List<Relation> relations(Connection connection) throws SQLException {
        var relations = new ArrayList<Relation>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                relations.add(new Relation(rows.getLong(1), rows.getString(2)));
            }
        }
        return relations;
    }

    private static long read(Connection connection, String prewarm, long oid, Deadline deadline) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select " + prewarm + "(?::oid::regclass, 'read') from pg_class where oid = ?::oid")) {
            statement.setQueryTimeout((int) deadline.remaining().toSeconds() + 1);
            statement.setLong(1, oid);
            statement.setLong(2, oid);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** What of the storage nobody has read: it may not be there, and checks read a part of it only. */
    Optional<HostFinding> doubt() {
        return unread.isEmpty()
                ? Optional.empty()
                : Optional.of(HostFinding.doubtful(
                        "storage",
                        toString(),
                        "let the master user have pg_prewarm, and read all relations; or write read: none under place:",
                        unread));
    }

    @Override
    public String toString() {
        if (unread.equals(List.of("all"))) {
            return "its storage was not read as a whole: pg_prewarm cannot be had here; what checks read is there";
        }
        return "%,d blocks of 8 kB were read".formatted(blocks)
                + (unread.isEmpty() ? "" : "; not " + unread.size() + " relations, the first of them " + unread.get(0));
    }
}

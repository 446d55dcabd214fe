package dev.firedrill.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A running PostgreSQL that was restored: a process of this host, or an instance of a service that others manage. */
public interface RestoredServer {
    /**
     * A connection as the role that owns the cluster, for preparing it and for nothing else: its superuser here, the
     * master user of a managed service.
     */
    Connection owner(String database) throws SQLException;

    /** A connection as one of our own roles. */
    Connection login(String database, String role, String password) throws SQLException;

    /** How a person, or a later process, connects as that role. */
    PostgresAddress address(String database, String role);

    /** How a person removes it who had it kept. */
    String discarding();

    /** What the server wrote to its log so far; empty where that cannot be read. */
    List<String> log();
}

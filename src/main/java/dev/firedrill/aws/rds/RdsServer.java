package dev.firedrill.aws.rds;

import dev.firedrill.postgres.PostgresAddress;
import dev.firedrill.postgres.RestoredServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A restored RDS instance, reached over TLS: its certificate must be for its name, and descend from those of RDS.
 *
 * @param masterUser the role that RDS gave to its customer
 * @param password that was set for this restore alone
 * @param passwordFile where the password of a check's role lies when a person keeps the instance
 */
record RdsServer(
        String identifier,
        String host,
        int port,
        String masterUser,
        String password,
        Path authorities,
        Path passwordFile)
        implements RestoredServer {

    @Override
    public Connection owner(String database) throws SQLException {
        return address(database, masterUser).login(password);
    }

    @Override
    public Connection login(String database, String role, String rolesPassword) throws SQLException {
        return address(database, role).login(rolesPassword);
    }

    @Override
    public PostgresAddress address(String database, String role) {
        return new PostgresAddress(host, port, database, role, passwordFile, Optional.of(authorities));
    }

    @Override
    public String discarding() {
        return "firedrill sweep --kept";
    }

    /** RDS keeps it: it is read in its console. */
    @Override
    public List<String> log() {
        return List.of();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return identifier + " at " + host + ":" + port;
    }
}

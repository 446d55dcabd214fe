package dev.firedrill.postgres.inventory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Where sessions come from: the source of an inventory, or a restored database.
 *
 * @param connections how many read at once
 * @param patience after how long one query is given up
 */
record SessionSource(Logins logins, int connections, Duration patience) {
    /** Makes a new connection. */
    @FunctionalInterface
    interface Logins {
        Connection login() throws SQLException;
    }

    PinnedSession open() throws SQLException {
        return new PinnedSession(logins.login(), patience.toMillis());
    }
}

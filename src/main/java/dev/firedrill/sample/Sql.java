package dev.firedrill.sample;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.postgresql.PGConnection;

/** Statements on one connection; an error of the server means that the sample cannot be made. */
final class Sql implements AutoCloseable {
    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    void run(String statements) {
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw failed(statements, e);
        }
    }

    String text(String query) {
        return one(query, String.class);
    }

    long number(String query) {
        return one(query, Long.class);
    }

    Instant time(String query) {
        return one(query, OffsetDateTime.class).toInstant();
    }

    /** Writes all rows of a table as CSV. */
    void copy(String table, OutputStream out) throws IOException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy " + table + " to stdout (format csv, header)", out);
        } catch (SQLException e) {
            throw failed("copy " + table, e);
        }
    }

    /** Runs statements in one transaction and tells when it was committed, as the server recorded it. */
    Instant commit(String statements) {
        run("begin");
        run(statements);
        var transaction = text("select pg_current_xact_id()::text");
        run("commit");
        return time("select pg_xact_commit_timestamp('" + transaction + "'::xid)");
    }

    private <T> T one(String query, Class<T> type) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new Inconclusive("making the sample: no row from [" + query + "]");
            }
            return rows.getObject(1, type);
        } catch (SQLException e) {
            throw failed(query, e);
        }
    }

    private static Inconclusive failed(String statement, SQLException e) {
        return new Inconclusive(
                "making the sample: [" + statement.lines().findFirst().orElse("") + "]: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("close", e);
        }
    }
}

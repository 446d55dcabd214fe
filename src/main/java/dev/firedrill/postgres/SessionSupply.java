package dev.firedrill.postgres;

import dev.firedrill.rules.OffendingRows;
import java.sql.SQLException;
import java.util.List;

/**
 * Sessions for a look at many tables. Each serves some queries only: a transaction keeps a lock on each table and index
 * that it read, and a server has no room for those of ten thousand tables.
 */
public final class SessionSupply implements AutoCloseable {
    private static final int USES = 100;

    /**
     * With hundreds of conditions in one query, compiling them takes longer than the scan; and a restored database has no
     * statistics, from which the planner concludes that each table is small enough to be read once for each row of another.
     */
    private static final String SETTINGS =
            "SELECT set_config('jit', 'off', true), set_config('enable_nestloop', 'off', true)";

    private final RuledDatabase database;
    private RuleSession current;
    private int uses;

    public SessionSupply(RuledDatabase database) {
        this.database = database;
    }

    /** All rows of a query, as text. After a failure the next query has a transaction of its own. */
    public List<List<String>> rows(String sql) throws SQLException {
        return ask(session -> session.rowsOf(sql));
    }

    /** The first row of a query, as whole numbers; NULL counts as 0. */
    public long[] counts(String sql) throws SQLException {
        return rows(sql).get(0).stream()
                .mapToLong(number -> number == null ? 0 : Long.parseLong(number))
                .toArray();
    }

    /**
     * The first of these rows, by their keys.
     *
     * @throws dev.firedrill.verdict.Inconclusive if they are too large, or take too long
     */
    public OffendingRows first(KeyedRows rows, int most) throws SQLException {
        return ask(session -> rows.in(session, most));
    }

    private <T> T ask(Question<T> question) throws SQLException {
        if (current == null || uses >= USES) {
            renew();
        }
        uses++;
        try {
            return question.ask(current);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(RuleSession session) throws SQLException;
    }

    private void renew() throws SQLException {
        close();
        current = RuleSession.open(database);
        uses = 0;
        current.rowsOf(SETTINGS);
    }

    @Override
    public void close() throws SQLException {
        if (current != null) {
            var session = current;
            current = null;
            session.close();
        }
    }
}

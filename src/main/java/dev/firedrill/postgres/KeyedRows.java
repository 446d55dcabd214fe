package dev.firedrill.postgres;

import dev.firedrill.rules.Offender;
import dev.firedrill.rules.Offending;
import dev.firedrill.rules.OffendingRows;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Inconclusive;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The offenders that a query returns, with their whole keys. It has a session of its own: it is asked for when that of
 * the rule is over.
 *
 * @param keys how many leading columns are the key
 * @param withValue whether the columns after them may be shown
 */
public record KeyedRows(RuledDatabase database, String sql, int keys, boolean withValue) {
    /** Of all keys together; a key may be larger than this process. */
    private static final long MOST_SIGNS = 20_000_000;

    Offending offending() {
        return new Offending(sql, keys, this::first);
    }

    /**
     * At most so many.
     *
     * @throws Inconclusive if the query cannot be run, or takes too long
     */
    public OffendingRows first(int most) {
        try (var session = RuleSession.open(database)) {
            return in(session, most);
        } catch (SQLException e) {
            throw ServerFault.of(e).failure("reading the keys of all offenders");
        }
    }

    OffendingRows in(RuleSession session, int most) throws SQLException {
        return session.read(sql, rows -> read(rows, most));
    }

    private OffendingRows read(ResultSet rows, int most) throws SQLException {
        var columns = rows.getMetaData();
        if (columns.getColumnCount() < keys) {
            throw new Inconclusive("the query has fewer columns than its key: " + sql);
        }
        var labels = new ArrayList<String>();
        for (int i = 1; i <= keys; i++) {
            labels.add(columns.getColumnLabel(i));
        }
        int shown = withValue ? columns.getColumnCount() : keys;
        long giveUp = System.nanoTime() + database.statementTimeout().toNanos();
        var found = new ArrayList<Offender>();
        long signs = 0;
        while (found.size() < most && rows.next()) {
            var offender = offender(rows, shown);
            found.add(offender);
            signs += offender.key().stream()
                    .mapToLong(part -> part == null ? 0 : part.length())
                    .sum();
            if (signs > MOST_SIGNS) {
                throw new Inconclusive(
                        "the keys of all offenders are too large to be compared: more than " + MOST_SIGNS + " signs");
            }
            if (System.nanoTime() - giveUp > 0) {
                throw new Inconclusive("reading the keys of all offenders takes longer than "
                        + database.statementTimeout().toSeconds() + " s");
            }
        }
        return new OffendingRows(labels, found);
    }

    private Offender offender(ResultSet rows, int shown) throws SQLException {
        var row = new ArrayList<String>();
        for (int i = 1; i <= shown; i++) {
            row.add(rows.getString(i));
        }
        List<String> key = new ArrayList<>(row.subList(0, keys));
        return new Offender(key, Sample.of(row, keys));
    }
}

package dev.firedrill.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A query that returns offenders, as a user may have written it, of which the server sends no more than is needed: a value
 * may be larger than this process.
 *
 * @param labels what its columns are called
 */
record OffenderQuery(String sql, List<String> labels) {
    private static final String NAME = "firedrill_offenders";

    /** What stands before a query that is looked at alone; places of its faults are counted from here. */
    private static final String ALONE = "PREPARE " + NAME + " AS ";

    /**
     * Nothing is read yet.
     *
     * @throws SQLException if it is no query, by itself: what stands around it must not make one of it
     */
    static OffenderQuery of(RuleSession session, String sql) throws SQLException {
        session.execute(ALONE + sql);
        session.execute("DEALLOCATE " + NAME);
        return session.read(
                "SELECT * FROM (" + sql + "\n) AS offenders LIMIT 0", rows -> new OffenderQuery(sql, labels(rows)));
    }

    /** The character of the query at which a fault lies, from 1, where it was looked at alone; 0 if it has no place there. */
    static int place(int position) {
        return Math.max(0, position - ALONE.length());
    }

    private static List<String> labels(ResultSet rows) throws SQLException {
        var labels = new ArrayList<String>();
        var columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    /**
     * The same rows with texts of their leading columns, as the server writes values, each cut.
     *
     * @param lengths of how many characters the text of each column may be, in their order
     */
    String cut(List<Integer> lengths) {
        var selected = new ArrayList<String>();
        for (int i = 0; i < lengths.size(); i++) {
            selected.add(
                    "CASE WHEN pg_catalog.num_nulls(c%1$d) = 0 THEN pg_catalog.left(pg_catalog.concat(c%1$d), %2$d) END"
                            .formatted(i + 1, lengths.get(i)));
        }
        // An error in a column that nobody needs is an error of the query all the same.
        if (lengths.size() < labels.size()) {
            selected.add("pg_catalog.num_nulls(" + names(lengths.size()) + ")");
        }
        return "SELECT %s FROM (%s\n) AS offenders (%s)".formatted(String.join(", ", selected), sql, names(0));
    }

    private String names(int from) {
        return IntStream.range(from, labels.size()).mapToObj(i -> "c" + (i + 1)).collect(Collectors.joining(", "));
    }
}

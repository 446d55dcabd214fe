package dev.firedrill.postgres.catalog;

import dev.firedrill.postgres.ServerFault;
import dev.firedrill.postgres.SessionSupply;
import dev.firedrill.rules.Sample;
import dev.firedrill.verdict.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Offending rows, and how they are found again.
 *
 * @param label what a sample is: {@code orders.id -> customer_id}
 * @param keys expressions that name a row
 * @param values expressions for what offends; none where the key says it all
 * @param rest what follows in the query: FROM, WHERE, GROUP BY
 */
record BrokenRows(String label, List<String> keys, List<String> values, String rest) {
    /** Of a table: {@code orders.id}, or {@code orders.id -> total}. */
    static BrokenRows of(String table, TableKey key, String alias, List<String> values, String rest) {
        var shown = values.isEmpty() ? "" : " -> " + Sample.inBrackets(values);
        var prefix = alias.isEmpty() ? "" : alias + ".";
        return new BrokenRows(
                table + "." + key.label() + shown,
                key.columns().stream().map(column -> prefix + column).toList(),
                values.stream().map(column -> prefix + column).toList(),
                rest);
    }

    /** The query that finds all of them. */
    String sql() {
        return "SELECT " + String.join(", ", columns()) + " " + rest + ";";
    }

    /** Adds the offence of so many rows, with samples of them where they will be shown. */
    void addTo(KeptPromises tally, Verdict verdict, String text, long count, SessionSupply sessions) {
        if (!tally.showsMore(verdict)) {
            tally.add(Offence.of(verdict, text));
            return;
        }
        try {
            tally.add(Offence.of(verdict, text, label, samples(sessions), count, sql()));
        } catch (SQLException e) {
            // The offenders were counted: that they cannot be shown must not make less of it.
            var fault = ServerFault.of(e);
            var why = " (their keys could not be read: " + fault.state() + " " + fault.message() + ")";
            tally.add(Offence.of(verdict, text + why, label, List.of(), count, sql()));
        }
    }

    private List<String> columns() {
        var columns = new ArrayList<>(keys);
        columns.addAll(values);
        return columns;
    }

    /** Texts are cut by the server: a value may be larger than this process. */
    private List<Sample> samples(SessionSupply sessions) throws SQLException {
        var columns = columns();
        var inner = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
        var outer = IntStream.range(0, columns.size())
                .mapToObj(i -> "left(c" + i + "::text, " + (Sample.LONGEST_VALUE + 1) + ")")
                .collect(Collectors.joining(", "));
        var order = IntStream.rangeClosed(1, keys.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        var sql = "SELECT %s FROM (SELECT %s %s ORDER BY %s LIMIT %d) AS offenders"
                .formatted(outer, inner, rest, order, Sample.MOST);
        return sessions.rows(sql).stream()
                .map(row -> Sample.of(row, keys.size()))
                .toList();
    }
}

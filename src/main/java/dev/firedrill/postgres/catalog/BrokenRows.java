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
 * @param key what names a row, as people have it: {@code (order_id, line)}
 * @param keys expressions that name a row
 * @param values expressions for what offends; none where the key says it all
 * @param rest what follows in the query: FROM, WHERE, GROUP BY
 * @param each what has a row for each offence, the key first
 * @param number how many rows that is
 */
record BrokenRows(
        String label, String key, List<String> keys, List<String> values, String rest, String each, long number) {
    /** Of a table: {@code orders.id}, or {@code orders.id -> total}. */
    static BrokenRows of(String table, TableKey key, String alias, List<String> values, String rest, long number) {
        var shown = values.isEmpty() ? "" : " -> " + Sample.inBrackets(values);
        var prefix = alias.isEmpty() ? "" : alias + ".";
        var keys = key.columns().stream().map(column -> prefix + column).toList();
        var shownValues = values.stream().map(column -> prefix + column).toList();
        return new BrokenRows(
                table + "." + key.label() + shown,
                key.label(),
                keys,
                shownValues,
                rest,
                each(keys, shownValues, rest),
                number);
    }

    /** A query for each offence; values are cut, for they may be larger than this process. */
    static String each(List<String> keys, List<String> values, String rest) {
        var selected = new ArrayList<>(keys);
        values.forEach(value -> selected.add("left((%s)::text, %d)".formatted(value, Sample.LONGEST_VALUE + 1)));
        return "SELECT %s %s ORDER BY %s".formatted(String.join(", ", selected), rest, order(keys.size()));
    }

    /** How its offenders are named as those of a promise. */
    PromiseOffenders of(String promise) {
        return new PromiseOffenders(promise, key, each, keys.size(), number);
    }

    /** The query that finds all of them. */
    String sql() {
        return "SELECT " + String.join(", ", columns()) + " " + rest + ";";
    }

    /**
     * Adds the offence against a promise, with samples where they will be shown.
     *
     * @param names how its offenders are named
     * @param count of how many the samples are some
     */
    void addTo(
            KeptPromises tally,
            Verdict verdict,
            PromiseOffenders names,
            String text,
            long count,
            SessionSupply sessions) {
        if (!tally.showsMore(verdict)) {
            tally.add(Offence.of(verdict, text, label, List.of(), count, "").by(names));
            return;
        }
        try {
            tally.add(Offence.of(verdict, text, label, samples(sessions), count, sql())
                    .by(names));
        } catch (SQLException e) {
            // The offenders were counted: that they cannot be shown must not make less of it.
            var fault = ServerFault.of(e);
            var why = " (their keys could not be read: " + fault.state() + " " + fault.message() + ")";
            tally.add(Offence.of(verdict, text + why, label, List.of(), count, sql())
                    .by(names));
        }
    }

    private static String order(int keys) {
        return IntStream.rangeClosed(1, keys).mapToObj(Integer::toString).collect(Collectors.joining(", "));
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
        var sql = "SELECT %s FROM (SELECT %s %s ORDER BY %s LIMIT %d) AS offenders"
                .formatted(outer, inner, rest, order(keys.size()), Sample.MOST);
        return sessions.rows(sql).stream()
                .map(row -> Sample.of(row, keys.size()))
                .toList();
    }
}

package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that offend, and the query that finds them all.
 *
 * @param label what the samples are: {@code orders.id -> customer_id}
 * @param sql selects the key's columns, then the offending values, if any
 * @param keys how many columns belong to the key
 * @param values how many columns stand behind them, where there is a key
 * @param order the columns by which samples are ordered, such as {@code 1, 2}
 */
record Offenders(String label, String sql, int keys, int values, String order) {
    /** Rows of one table, named by its key. */
    static Offenders ofRows(Relation table, String source, String condition, List<String> values) {
        var key = table.key();
        var selected = new ArrayList<>(key.columns());
        selected.addAll(values);
        var sql = "SELECT %s FROM %s WHERE %s"
                .formatted(key.isNone() ? "*" : String.join(", ", selected), source, condition);
        return new Offenders(label(table, values), sql, key.size(), values.size(), Order.first(key.size()));
    }

    /** {@code orders.id -> customer_id}. */
    static String label(Relation table, List<String> values) {
        var shown = values.isEmpty() ? "" : " -> " + Sample.inBrackets(values);
        return table.sql() + "." + table.key().label() + shown;
    }

    /** Adds the query to a finding, and samples where something offends. */
    Finding addTo(Finding finding, RuleSession session) {
        finding.sql(sql + ";");
        if (keys == 0) {
            return finding;
        }
        finding.offending(new KeyedRows(session.database(), sql + " ORDER BY " + order, keys, true).offending());
        if (finding.holds()) {
            return finding;
        }
        try {
            var rows = session.attempt(() -> session.rowsOf(samplesSql()));
            return finding.samples(
                    label, rows.stream().map(row -> Sample.of(row, keys)).toList());
        } catch (SQLException e) {
            // The offenders were counted: that they could not be shown must not turn FAIL into INCONCLUSIVE.
            var fault = ServerFault.of(e);
            return finding.hint("keys of the offenders could not be read: " + fault.state() + " " + fault.message());
        }
    }

    /** The first of them, as texts that are cut by the server: a value may be as large as memory. */
    private String samplesSql() {
        var names = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (int i = 1; i <= keys + values; i++) {
            names.add("c" + i);
            texts.add("left(c%d::text, %d)".formatted(i, Sample.LONGEST_VALUE + 1));
        }
        return "SELECT %s FROM (%s ORDER BY %s LIMIT %d) AS offenders (%s)"
                .formatted(String.join(", ", texts), sql, order, Sample.MOST, String.join(", ", names));
    }
}

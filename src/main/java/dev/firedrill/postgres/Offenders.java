package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows that offend, and the query that finds them all.
 *
 * @param label what the samples are: {@code orders.id -> customer_id}
 * @param sql selects the key's columns, then the offending value, if any
 * @param keys how many columns belong to the key
 * @param order the columns by which samples are ordered, such as {@code 1, 2}
 */
record Offenders(String label, String sql, int keys, String order) {
    static final int MOST_SAMPLES = 20;
    private static final int LONGEST_VALUE = 60;

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
            var rows = session.rowsOf(sql + " ORDER BY " + order + " LIMIT " + MOST_SAMPLES);
            return finding.samples(
                    label, rows.stream().map(row -> sample(row, keys)).toList());
        } catch (SQLException e) {
            // The offenders were counted: that they could not be shown must not turn FAIL into INCONCLUSIVE.
            var fault = ServerFault.of(e);
            return finding.hint("keys of the offenders could not be read: " + fault.state() + " " + fault.message());
        }
    }

    /** @param keys how many columns belong to the key; the one after them offends */
    static Sample sample(List<String> row, int keys) {
        var texts = row.stream().map(Offenders::text).toList();
        var value = texts.size() > keys ? texts.get(keys) : "";
        return new Sample(RowKey.inBrackets(texts.subList(0, keys)), value);
    }

    /** A value as a message has it: in one line, and not for ever. */
    static String text(String value) {
        if (value == null) {
            return "NULL";
        }
        var line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }
}

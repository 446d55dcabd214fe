package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.sql.SQLException;

/**
 * Counts the rows of a table that fulfil a condition and should not.
 *
 * @param source what is read: the table, or a query over it with the table's name
 * @param condition an SQL condition
 * @param value the offending value, quoted; empty where the row's key says it all
 * @param verb what the offending rows do: {@code are later}
 */
record NoRowsWhere(Relation table, String source, String condition, String value, String verb) {
    static NoRowsWhere ofColumn(Relation table, Column column, String condition, String verb) {
        return new NoRowsWhere(table, table.sql(), condition, column.sql(), verb);
    }

    /**
     * A condition that a user wrote. OFFSET 0 keeps the planner from moving it into the table's scan, where it would
     * fold {@code id IS NULL} to false on a column that is declared NOT NULL.
     */
    static NoRowsWhere ofCondition(Relation table, String condition) {
        var place = table.key().equals(RowKey.PLACE) ? "ctid, " : "";
        var source = "(SELECT %s* FROM %s OFFSET 0) AS %s".formatted(place, table.sql(), table.name());
        var closed = condition.contains("--") ? "(" + condition + "\n)" : "(" + condition + ")";
        return new NoRowsWhere(table, source, closed, "", "are like that");
    }

    Finding find(RuleSession session, Bounds bounds) throws SQLException {
        var counts = session.counts("SELECT count(*), count(*) FILTER (WHERE %s) FROM %s".formatted(condition, source));
        var finding = Finding.ofOffences(counts[1], bounds)
                .found("%s of %s rows %s".formatted(Numbers.text(counts[1]), Numbers.text(counts[0]), verb));
        return offenders().addTo(finding, session);
    }

    private Offenders offenders() {
        var key = table.key();
        var shown = value.isEmpty() ? "" : " -> " + value;
        var selected = key.isNone() ? "*" : key.list("") + (value.isEmpty() ? "" : ", " + value);
        var sql = "SELECT %s FROM %s WHERE %s".formatted(selected, source, condition);
        return new Offenders(table.sql() + "." + key.label() + shown, sql, key.size(), Order.first(key.size()));
    }
}

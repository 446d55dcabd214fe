package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.util.List;

/**
 * Counts the rows of a table that fulfil a condition and should not.
 *
 * @param count rows, offending rows, and rows of which a NULL keeps it unknown
 * @param source what the offenders are read from: the table, or a query over it with the table's name
 * @param condition an SQL condition
 * @param values columns whose values offend, quoted; none where the row's key says it all
 * @param verb what the offending rows do: {@code are later}
 * @param unknown what is said of the rows of which it is unknown
 */
record NoRowsWhere(
        Relation table,
        Count count,
        String source,
        String condition,
        List<String> values,
        String verb,
        String unknown) {
    /** A condition of ours on a column; NULLs do not fulfil it. */
    static NoRowsWhere ofColumn(Relation table, Column column, String condition, String verb) {
        var count = Count.ofRows(
                table,
                "count(*)",
                "count(*) FILTER (WHERE %s)".formatted(condition),
                "count(*) FILTER (WHERE %s)".formatted(column.isNull("")));
        return new NoRowsWhere(table, count, table.from(), condition, List.of(column.sql()), verb, "NULLs not counted");
    }

    /** Columns of which none may be NULL. */
    static NoRowsWhere ofNulls(Relation table, Columns columns) {
        var condition = columns.anyNull("");
        var count = Count.ofRows(table, "count(*)", "count(*) FILTER (WHERE %s)".formatted(condition));
        var values = columns.size() == 1 ? List.<String>of() : columns.names();
        return new NoRowsWhere(table, count, table.from(), condition, values, "have one", "");
    }

    /** A condition that a user wrote. */
    static NoRowsWhere ofCondition(Relation table, String condition) {
        var closed = Expression.inBrackets(condition);
        return new NoRowsWhere(
                table,
                Count.ofCondition(table, condition),
                table.fenced(),
                closed,
                List.of(),
                "are like that",
                "neither true nor false because of a NULL, not counted");
    }

    Tally tally(Bounds bounds) {
        return Tally.of(count, (counted, session) -> {
            var numbers = counted.get(0);
            var finding = Finding.ofOffences(numbers.number(1), bounds)
                    .found("%s of %s rows %s"
                            .formatted(Numbers.text(numbers.number(1)), Numbers.text(numbers.number(0)), verb));
            if (!unknown.isEmpty() && numbers.number(2) > 0) {
                finding.note(unknown + ": " + Numbers.text(numbers.number(2)));
            }
            return Offenders.ofRows(table, source, condition, values).addTo(finding, session);
        });
    }
}

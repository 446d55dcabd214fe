package dev.firedrill.postgres;

import dev.firedrill.rules.Sample;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns by which a row is named in a message.
 *
 * @param columns quoted names, or system columns
 */
record RowKey(List<String> columns) {
    static final RowKey NONE = new RowKey(List.of());
    /** The row's place in its table, where there is no primary key. */
    static final RowKey PLACE = new RowKey(List.of("ctid"));
    /** The same where rows lie in several tables: partitions, or tables that inherit. */
    static final RowKey PLACE_OF_MANY = new RowKey(List.of("tableoid::regclass", "ctid"));

    boolean isNone() {
        return columns.isEmpty();
    }

    int size() {
        return columns.size();
    }

    /** {@code id}, or {@code (order_id, line)}. */
    String label() {
        return Sample.inBrackets(
                columns.stream().map(column -> column.replace("::regclass", "")).toList());
    }

    /** The columns for a SELECT list. */
    String list(String qualifier) {
        return columns.stream().map(column -> qualifier + column).collect(Collectors.joining(", "));
    }

    /** What {@code SELECT *} leaves out of it. */
    String hidden() {
        if (equals(PLACE_OF_MANY)) {
            return "tableoid, ctid, ";
        }
        return equals(PLACE) ? "ctid, " : "";
    }
}

package dev.firedrill.postgres;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns by which a row is named in a message.
 *
 * @param columns quoted names
 */
record RowKey(List<String> columns) {
    static final RowKey NONE = new RowKey(List.of());
    /** The row's place in its table, where there is no primary key. */
    static final RowKey PLACE = new RowKey(List.of("ctid"));

    boolean isNone() {
        return columns.isEmpty();
    }

    int size() {
        return columns.size();
    }

    /** {@code id}, or {@code (order_id, line)}. */
    String label() {
        return inBrackets(columns);
    }

    /** {@code 18}, or {@code (18, 2)}. */
    static String inBrackets(List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
    }

    /** The columns for a SELECT list. */
    String list(String qualifier) {
        return columns.stream().map(column -> qualifier + column).collect(Collectors.joining(", "));
    }
}

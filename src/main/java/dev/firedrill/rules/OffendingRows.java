package dev.firedrill.rules;

import java.util.List;

/**
 * All rows that a rule found, or the first of them.
 *
 * @param columns what the columns of their key are called
 */
public record OffendingRows(List<String> columns, List<Offender> rows) {
    /** What PostgreSQL calls the place of a row. */
    private static final String PLACE = "ctid";

    public OffendingRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Whether a row keeps its key: its place is another one after an update. */
    public boolean keepTheirKeys() {
        return !columns.contains(PLACE);
    }
}

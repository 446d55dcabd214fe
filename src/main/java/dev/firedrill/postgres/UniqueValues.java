package dev.firedrill.postgres;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import java.util.ArrayList;

/** Counts the rows that share their value, or their values, with another. */
record UniqueValues(Relation table, Columns columns) {
    Tally tally(Bounds bounds) {
        return Tally.of(
                Count.ofGroups(
                        table,
                        columns,
                        "sum(n)",
                        "sum(n) FILTER (WHERE nulls)",
                        "sum(n) FILTER (WHERE n > 1 AND NOT nulls)",
                        "count(*) FILTER (WHERE n > 1 AND NOT nulls)"),
                (counted, session) -> offenders().addTo(finding(counted.get(0), bounds), session));
    }

    private Finding finding(Counted counted, Bounds bounds) {
        return Finding.ofOffences(counted.number(2), bounds)
                .note((columns.size() == 1 ? "NULLs" : "rows with a NULL") + " not counted: "
                        + Numbers.text(counted.number(1)))
                .found("%s of %s rows share %s"
                        .formatted(
                                Numbers.text(counted.number(2)),
                                Numbers.text(counted.number(0)),
                                Numbers.text(counted.number(3), "value")));
    }

    private Offenders offenders() {
        var key = table.key();
        var selected = new ArrayList<>(key.columns());
        selected.addAll(columns.names());
        var sql = "SELECT %1$s FROM %2$s WHERE %3$s IN (SELECT %4$s FROM %2$s GROUP BY %4$s HAVING count(*) > 1)"
                .formatted(
                        key.isNone() ? "*" : String.join(", ", selected),
                        table.from(),
                        columns.value(""),
                        columns.list(""));
        return new Offenders(Offenders.label(table, columns.names()), sql, key.size(), columns.size(), order());
    }

    /** Those that share a value stand side by side. */
    private String order() {
        int keys = table.key().size();
        var byValue = new ArrayList<String>();
        for (int i = 1; i <= columns.size(); i++) {
            byValue.add(Integer.toString(keys + i));
        }
        return String.join(", ", byValue) + (keys == 0 ? "" : ", " + Order.first(keys));
    }
}

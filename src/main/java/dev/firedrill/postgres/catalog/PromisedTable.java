package dev.firedrill.postgres.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A table, with what the catalog promises of each of its rows.
 *
 * @param name its name, quoted and qualified where that is needed
 */
record PromisedTable(long oid, String name, List<Promise> promises) {
    /** No function takes more arguments. */
    private static final int COLUMNS_AT_A_TIME = 100;

    PromisedTable(long oid, String name) {
        this(oid, name, new ArrayList<>());
    }

    Set<CatalogRule> rules() {
        return promises.stream().map(Promise::rule).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Promise> of(CatalogRule rule) {
        return promises.stream().filter(promise -> promise.rule() == rule).toList();
    }

    /** A condition that is true for a row that breaks any of a rule's promises. */
    String anyBreach(CatalogRule rule) {
        var conditions = new ArrayList<String>();
        var columns = new ArrayList<String>();
        for (var promise : of(rule)) {
            if (promise.column().isEmpty()) {
                conditions.add("(" + promise.breach() + ")");
            } else {
                columns.add(promise.column());
            }
        }
        for (int i = 0; i < columns.size(); i += COLUMNS_AT_A_TIME) {
            var some = columns.subList(i, Math.min(i + COLUMNS_AT_A_TIME, columns.size()));
            conditions.add("num_nulls(" + String.join(", ", some) + ") > 0");
        }
        return String.join(" OR ", conditions);
    }
}

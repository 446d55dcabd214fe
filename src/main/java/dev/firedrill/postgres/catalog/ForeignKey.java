package dev.firedrill.postgres.catalog;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A foreign key, as the catalog describes it.
 *
 * @param name as messages have it: {@code orders_customer_id_fkey of orders}
 * @param child the table that refers to another
 * @param partitioned whether the child is a partitioned table
 * @param childRows, parentRows the tables for a FROM clause: with or without what inherits from them
 * @param full whether a key is all NULL or has none (MATCH FULL)
 * @param temporal whether it is about periods of time
 */
record ForeignKey(
        String name,
        long childOid,
        String child,
        boolean partitioned,
        String childRows,
        String parent,
        String parentRows,
        boolean full,
        boolean temporal,
        Doubt doubt,
        List<Column> columns) {

    /**
     * A column and the one that it refers to.
     *
     * @param operator by which the two are compared, with its schema
     * @param collation of the parent's column, where the child has another; quoted
     */
    record Column(String child, String parent, String operator, String collation) {
        String comparison() {
            var collated = collation.isEmpty() ? "" : " COLLATE " + collation;
            return "p.%s%s %s c.%s".formatted(parent, collated, operator, child);
        }
    }

    List<String> childColumns() {
        return columns.stream().map(Column::child).toList();
    }

    /** What follows SELECT to find the rows whose parent is missing. */
    String orphans() {
        return "FROM %s AS c WHERE num_nulls(%s) = 0 AND NOT EXISTS (SELECT FROM %s AS p WHERE %s)"
                .formatted(
                        childRows,
                        nulls(),
                        parentRows,
                        columns.stream().map(Column::comparison).collect(Collectors.joining(" AND ")));
    }

    /** What follows SELECT to find the rows whose key is NULL in part. */
    String halfNull() {
        return "FROM %s AS c WHERE num_nulls(%s) BETWEEN 1 AND %d".formatted(childRows, nulls(), columns.size() - 1);
    }

    private String nulls() {
        return IntStream.range(0, columns.size())
                .mapToObj(n -> "c." + columns.get(n).child())
                .collect(Collectors.joining(", "));
    }
}

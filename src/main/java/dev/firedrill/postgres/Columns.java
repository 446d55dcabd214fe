package dev.firedrill.postgres;

import dev.firedrill.rules.Sample;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One column of a table, or several that make a key together. A key with a NULL in it names nothing. */
record Columns(List<Column> all) {
    Columns {
        all = List.copyOf(all);
    }

    /** @throws ObjectMissing if the table lacks one of them */
    static Columns of(Catalog catalog, Relation table, List<String> written) throws SQLException, ObjectMissing {
        var columns = new ArrayList<Column>();
        for (var name : written) {
            columns.add(catalog.column(table, name));
        }
        return new Columns(columns);
    }

    /** {@code customer_id}, or {@code (order_id, line)}. */
    String label() {
        return Sample.inBrackets(names());
    }

    List<String> names() {
        return all.stream().map(Column::sql).toList();
    }

    int size() {
        return all.size();
    }

    /** For a SELECT list: {@code o.order_id, o.line}. */
    String list(String qualifier) {
        return all.stream().map(column -> qualifier + column.sql()).collect(Collectors.joining(", "));
    }

    /** As one value, which can be counted: {@code o.customer_id}, or {@code (o.order_id, o.line)}. */
    String value(String qualifier) {
        return all.size() == 1 ? list(qualifier) : "(" + list(qualifier) + ")";
    }

    /** True of rows that have a NULL among them, whatever the catalog promises. */
    String anyNull(String qualifier) {
        return all.size() == 1 ? all.get(0).isNull(qualifier) : "num_nulls(" + list(qualifier) + ") > 0";
    }

    String noNull(String qualifier) {
        return all.size() == 1 ? all.get(0).isNotNull(qualifier) : "num_nulls(" + list(qualifier) + ") = 0";
    }

    /** True where these equal the others, one by one. */
    String equal(String qualifier, List<String> others, String otherQualifier) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < all.size(); i++) {
            pairs.add("%s%s = %s%s".formatted(qualifier, all.get(i).sql(), otherQualifier, others.get(i)));
        }
        return String.join(" AND ", pairs);
    }

    /** Numbers of the columns within their table, as an SQL array. */
    String numbers() {
        return all.stream().map(column -> Integer.toString(column.number())).collect(Collectors.joining(",", "{", "}"));
    }

    /** Whether values can be put in order without asking a language how. */
    boolean sortCheaply() {
        return all.stream().noneMatch(Column::collated);
    }
}

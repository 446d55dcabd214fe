package dev.firedrill.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with any names, and rows that repeat each other, lack values, or both.
 *
 * @param name may be any text
 * @param id name of the primary key, whose values are numbers from 1
 * @param columns names of further columns, none like another
 * @param types of these, as SQL
 * @param rows a small number for each of these columns, from which its value is made; null for NULL
 */
record RandomTable(String name, String id, List<String> columns, List<String> types, List<List<Integer>> rows) {
    static final List<String> TYPES = List.of("int", "bigint", "numeric", "text", "date", "int[]", "jsonb");

    String sql() {
        return ObjectName.identifier(name);
    }

    /** As rules are told: in quotes, since there may be a dot in it. */
    String written() {
        return sql();
    }

    String column(int index) {
        return ObjectName.identifier(columns.get(index));
    }

    String create() {
        var defined = new ArrayList<String>();
        defined.add(ObjectName.identifier(id) + " int PRIMARY KEY");
        for (int i = 0; i < columns.size(); i++) {
            defined.add(column(i) + " " + types.get(i));
        }
        return "CREATE TABLE " + sql() + " (" + String.join(", ", defined) + ")";
    }

    List<String> inserts() {
        var inserts = new ArrayList<String>();
        for (int row = 0; row < rows.size(); row++) {
            var values = new ArrayList<String>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(value(types.get(i), rows.get(row).get(i)));
            }
            inserts.add("INSERT INTO %s VALUES (%d, %s)".formatted(sql(), row + 1, String.join(", ", values)));
        }
        return inserts;
    }

    /** Different numbers make different values, whatever the type. */
    private static String value(String type, Integer number) {
        if (number == null) {
            return "NULL";
        }
        return switch (type) {
            case "text" -> "'v" + number + "'";
            case "date" -> "date '2026-01-01' + " + number;
            case "int[]" -> "'{" + number + ",7}'";
            case "jsonb" -> "'{\"n\": " + number + "}'";
            default -> number.toString();
        };
    }

    /** The numbers of some columns, row by row. */
    List<List<Integer>> picked(List<Integer> indexes) {
        return rows.stream()
                .map(row -> indexes.stream().map(row::get).collect(Collectors.toList()))
                .toList();
    }

    List<String> names(List<Integer> indexes) {
        return indexes.stream().map(this::column).toList();
    }
}

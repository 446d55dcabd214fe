package dev.firedrill.cli;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns, as wide as their widest cell. */
final class Table {
    private final String gap;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String gap) {
        this.gap = gap;
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int width = column == cells.size() - 1 ? 1 : width(column);
            line.append(column == 0 ? "" : gap).append(("%-" + width + "s").formatted(cells.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .filter(cells -> cells.size() > column)
                .mapToInt(cells -> cells.get(column).length())
                .reduce(1, Math::max);
    }
}

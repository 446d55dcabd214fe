package dev.firedrill.report;

import dev.firedrill.restore.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The end of a run as a person reads it: one line for each restore, worst first, then what it comes to.
 *
 * <pre>{@code
 * System.out.println(ConsoleTable.of(run, Path.of("allure-report/index.html"), Screen.ofPlatform(false)));
 * }</pre>
 */
public final class ConsoleTable {
    private static final List<String> HEADINGS =
            List.of("SYSTEM", "RESTORED", "VERDICT", "RESTORE TIME (RTO)", "DATA LOST (RPO)", "RULES");
    private static final String GAP = "  ";

    private final Screen screen;
    private final List<RestorationRow> rows;

    private ConsoleTable(Screen screen, List<RestorationRow> rows) {
        this.screen = screen;
        this.rows = rows;
    }

    /**
     * The table and the summary, without a line break at the end.
     *
     * @param report the report that a person should open; shown relative to the working directory
     * @param screen what the terminal can show
     */
    public static String of(Run run, Path report, Screen screen) {
        var rows = run.restorations().stream()
                .map(restoration -> RestorationRow.of(run, restoration))
                .sorted(Comparator.comparing(RestorationRow::verdict).reversed())
                .toList();
        var lines = new ArrayList<String>();
        if (!rows.isEmpty()) {
            lines.addAll(new ConsoleTable(screen, rows).lines());
        }
        new Ending(run, rows, report)
                .lines()
                .forEach(line -> lines.add(" " + screen.coloured(screen.plain(line), run.verdict())));
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> lines() {
        int[] widths = IntStream.range(0, HEADINGS.size()).map(this::width).toArray();
        var lines = new ArrayList<String>();
        lines.add(line(HEADINGS, widths));
        for (var row : rows) {
            lines.add(screen.coloured(line(row.cells(), widths), row.verdict()));
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> screen.plain(row.cells().get(column)).length())
                .reduce(HEADINGS.get(column).length(), Math::max);
    }

    private String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(column == 0 ? " " : GAP)
                    .append(("%-" + widths[column] + "s").formatted(screen.plain(cells.get(column))));
        }
        return line.toString().stripTrailing();
    }
}

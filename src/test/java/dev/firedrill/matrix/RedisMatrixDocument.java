package dev.firedrill.matrix;

import dev.firedrill.verdict.Verdict;
import java.util.List;

/** The section of Redis in {@code docs/fault-matrix.md}. */
record RedisMatrixDocument(List<Category> categories, List<Row> rows) {
    static final String TITLE = "# The fault matrix of Redis";

    private static final String BEGINNING =
            """
            %s

            %d faults, each planted on fresh copies of real backups of a Redis: an RDB file of six types of values in two databases, an
            append-only log of a base and an increment, and the files of three shards. Each is taken through the real path: select, read, load, verify, the
            built-in rules. The unplanted ones pass; the log with the warning that a log has no checksums.
            `mvn test -Pexhaustive -Dtest=RedisFaultMatrixTest` plants them all and compares this section (`-Dfiredrill.matrix.write=true` writes it).

            - **file**: found while the files are read, before a server loads them. **loading**: by the server that loads them, or by what it said of that.
            - Where WARN is all that can be said, only an inventory shows whether the content is what production had.

            | category | faults | FAIL | INCONCLUSIVE | WARN |
            |---|---|---|---|---|
            """;

    private static final String TITLES = "| fault | found by | verdict | message |\n|---|---|---|---|\n";

    String text() {
        var text = new StringBuilder(BEGINNING.formatted(TITLE, rows.size()));
        for (var category : categories) {
            text.append(counts(category.name(), of(category)));
        }
        text.append(counts("**all**", rows));
        for (var category : categories) {
            text.append("\n## ").append(category.name()).append("\n\n").append(TITLES);
            of(category).forEach(row -> text.append(row.own()).append('\n'));
        }
        return text.toString();
    }

    private List<Row> of(Category category) {
        return rows.stream()
                .filter(row -> row.fault().category().equals(category.name()))
                .toList();
    }

    private static String counts(String name, List<Row> rows) {
        return "| %s | %d | %d | %d | %d |%n"
                .formatted(
                        name,
                        rows.size(),
                        count(rows, Verdict.FAIL),
                        count(rows, Verdict.INCONCLUSIVE),
                        count(rows, Verdict.WARN));
    }

    private static long count(List<Row> rows, Verdict verdict) {
        return rows.stream().filter(row -> row.found().verdict() == verdict).count();
    }
}

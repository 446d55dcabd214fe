package dev.firedrill.matrix;

import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code docs/fault-matrix.md}: what was said of each fault. Which layer finds a fault with which verdict is the same in
 * each run; words of messages, and what tools of others say, may differ with their versions.
 */
record MatrixDocument(Control control, List<Row> rows) {
    static final Path FILE = Path.of("docs/fault-matrix.md");

    /** What the last run of all faults wrote. */
    static final Path NEW = Path.of("target/fault-matrix.md");

    private static final Pattern FAULT = Pattern.compile("^\\| .+? \\| .+? \\| (FAIL|INCONCLUSIVE|WARN|PASS) \\|");

    private static final String BEGINNING =
            """
            # The fault matrix

            %d faults, each planted on a fresh copy of a real backup of a small shop, which is taken through the real path: select, restore at
            depth `structure`, verify, the catalog rules, the shop's own rules. `mvn verify -Pexhaustive` plants them all and compares this file (`-Dfiredrill.matrix.write=true` writes it);
            `mvn verify` plants %d of them.

            - **found by**: the layer that found it first, and its rule. A test holds each fault to its layer: if that one goes blind it is
              not enough that a later one finds it.
            - **needs an inventory**: neither files, pages and structure nor any rule contradicts the data. Only a comparison with what production had
              could show it, and at depth `content`, which asks for that, it is INCONCLUSIVE as long as there is no inventory. **At depth
              `structure` such a backup passes.**
            - The other columns are what people use today, on the same planted backup: `pg_verifybackup` on its files; a restore by hand
              after the manual (copy, `restore_command`, start), and on that server the procedures' monthly script, `pg_amcheck --heapallindexed
              --parent-check`, and after a clean stop `pg_checksums --check`. *sound* and *passed*: it found nothing. *no server*: what was restored by
              hand did not start. *n/a*: it takes no such backup. They are %s.
            - Numbers, names of segments, digests, times and places are left out of messages, and files of relations go by the relation's name.

            The unplanted backup is PASS at depth `structure`; `pg_verifybackup`: %s, `pg_checksums`: %s, `pg_amcheck`: %s, the procedures' monthly
            script: %s. Their weekly script says "%s" of it, since it adds up the digits of "(1 row)", and so says nothing of any other.

            """;

    private static final String TITLES =
            """
            | fault | found by | verdict | message | pg_verifybackup | pg_checksums | pg_amcheck | procedures' script |
            |---|---|---|---|---|---|---|---|
            """;

    /** What all say of the backup that nothing was planted in. */
    record Control(Found found, ForeignSays foreign, String weekly) {}

    /** The lines of a document up to the verdict. */
    static List<String> faultsIn(String text) {
        return text.lines()
                .map(FAULT::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    String text() {
        var text = new StringBuilder(BEGINNING.formatted(
                rows.size(),
                FaultMatrix.quick().size(),
                ForeignTools.description(),
                control.foreign().verifyBackup(),
                control.foreign().checksums(),
                control.foreign().amcheck(),
                control.foreign().script(),
                control.weekly()));
        text.append(summary());
        for (var category : FaultMatrix.CATEGORIES) {
            text.append("\n## ").append(category.name()).append("\n\n").append(TITLES);
            of(category).forEach(row -> text.append(row.line()).append('\n'));
        }
        return text.toString();
    }

    private List<Row> of(Category category) {
        return rows.stream()
                .filter(row -> row.fault().category().equals(category.name()))
                .toList();
    }

    private String summary() {
        var text = new StringBuilder(
                """
                | category | faults | FAIL | INCONCLUSIVE | WARN | needs an inventory | pg_verifybackup | pg_checksums | pg_amcheck | script | no server by hand | sound to all of these |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (var category : FaultMatrix.CATEGORIES) {
            text.append(counts(category.name(), of(category)));
        }
        return text + counts("**all**", rows);
    }

    private static String counts(String name, List<Row> rows) {
        Predicate<Row> inventory = row -> row.found().layer() == Layer.INVENTORY;
        return "| %s | %d | %d | %d | %d | %d | %s | %s | %s | %s | %d | %d |%n"
                .formatted(
                        name,
                        rows.size(),
                        count(rows, row -> row.found().verdict() == Verdict.FAIL),
                        count(rows, inventory.negate().and(row -> row.found().verdict() == Verdict.INCONCLUSIVE)),
                        count(rows, row -> row.found().verdict() == Verdict.WARN),
                        count(rows, inventory),
                        found(rows, ForeignSays::verifyBackup),
                        found(rows, ForeignSays::checksums),
                        found(rows, ForeignSays::amcheck),
                        found(rows, ForeignSays::script),
                        count(rows, row -> row.foreign().script().equals(ForeignSays.NO_SERVER)),
                        count(rows, row -> row.foreign().findsNothing()));
    }

    private static long count(List<Row> rows, Predicate<Row> those) {
        return rows.stream().filter(those).count();
    }

    private static long found(List<Row> rows, Function<ForeignSays, String> tool) {
        return count(rows, row -> ForeignSays.isFinding(tool.apply(row.foreign())));
    }
}

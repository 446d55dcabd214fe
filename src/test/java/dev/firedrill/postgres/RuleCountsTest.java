package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.verdict.RuleOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever tables are called and hold: each rule counts what a look at the rows in Java counts, and names these rows. */
class RuleCountsTest {
    private static RulesCluster.Running cluster;
    private static RulesDatabase database;

    /** Rows of one table name rows of another, by columns of the same types. */
    record Pair(RandomTable child, RandomTable parent, List<Integer> key) {}

    /** Totals of parents, by id; and pairs of a parent's id and an amount. */
    record Sums(List<Integer> totals, List<List<Integer>> children) {}

    /** A rule's count, and the ids of the rows that it should name. */
    private record Expected(String rule, List<Integer> ids) {}

    @BeforeContainer
    static void start() {
        cluster = RulesCluster.start();
        database = cluster.database();
    }

    @AfterContainer
    static void stop() throws IOException {
        cluster.close();
    }

    @Provide
    Arbitrary<Pair> pairs() {
        var names = Arbitraries.strings()
                .withChars("aB1 \"'.;-$\\%é(")
                .ofMinLength(1)
                .ofMaxLength(9)
                .list()
                .ofSize(10)
                .uniqueElements();
        var types = Arbitraries.of(RandomTable.TYPES).list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(names, types, Arbitraries.integers().between(1, 7))
                .flatAs((all, columns, mask) -> Combinators.combine(
                                rows(columns.size()), rows(columns.size()), Arbitraries.shuffle(range(columns.size())))
                        .as((child, parent, order) -> new Pair(
                                new RandomTable(
                                        all.get(0), all.get(2), all.subList(3, 3 + columns.size()), columns, child),
                                new RandomTable(
                                        all.get(1), all.get(2), all.subList(6, 6 + columns.size()), columns, parent),
                                order.subList(0, 1 + mask % columns.size()))));
    }

    private static Arbitrary<List<List<Integer>>> rows(int width) {
        return Arbitraries.integers()
                .between(0, 3)
                .injectNull(0.15)
                .list()
                .ofSize(width)
                .list()
                .ofMaxSize(12);
    }

    private static List<Integer> range(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    @Property
    void keys_are_counted_as_by_hand(@ForAll("pairs") Pair pair) {
        var child = pair.child();
        var keys = child.picked(pair.key());
        var parents = new HashSet<>(pair.parent().picked(pair.key()));
        var expected = List.of(
                new Expected("references", ids(child, i -> whole(keys.get(i)) && !parents.contains(keys.get(i)))),
                new Expected(
                        "unique", ids(child, i -> whole(keys.get(i)) && Collections.frequency(keys, keys.get(i)) > 1)),
                new Expected("no nulls", ids(child, i -> !whole(keys.get(i)))),
                new Expected("no rows where", ids(child, i -> !whole(keys.get(i)) || i % 2 == 0)),
                new Expected("primary key", List.of()));
        var statements = new ArrayList<>(List.of(child.create(), pair.parent().create()));
        statements.addAll(child.inserts());
        statements.addAll(pair.parent().inserts());
        statements.add("INSERT INTO %s (%s) VALUES (1000)".formatted(child.sql(), ObjectName.identifier(child.id())));
        statements.add("DELETE FROM %s WHERE %s = 1000".formatted(child.sql(), ObjectName.identifier(child.id())));
        withTables(
                statements, List.of(child.sql(), pair.parent().sql()), () -> compare(expected, db -> rules(db, pair)));
    }

    private static void rules(PostgresAssert db, Pair pair) {
        var child = pair.child();
        var table = db.table(child.written());
        var names = child.names(pair.key());
        var columns = table.columns(names.get(0), names.subList(1, names.size()).toArray(String[]::new));
        columns.atMost(99)
                .warnAbove(0)
                .references(
                        pair.parent().written(), pair.parent().names(pair.key()).toArray(String[]::new));
        columns.atMost(99).warnAbove(0).isUnique();
        columns.atMost(99).warnAbove(0).hasNoNulls();
        var anyNull = String.join(
                " OR ", names.stream().map(name -> name + " IS NULL").toList());
        table.atMost(99).warnAbove(0).hasNoRowsWhere(anyNull + " OR " + ObjectName.identifier(child.id()) + " % 2 = 1");
        table.hasValidPrimaryKey();
    }

    private static boolean whole(List<Integer> key) {
        return key.stream().noneMatch(Objects::isNull);
    }

    private static List<Integer> ids(RandomTable table, IntPredicate offends) {
        return IntStream.range(0, table.rows().size())
                .filter(offends)
                .mapToObj(i -> i + 1)
                .toList();
    }

    @Provide
    Arbitrary<Sums> sums() {
        var totals =
                Arbitraries.integers().between(-2, 4).injectNull(0.1).list().ofMaxSize(8);
        var child = Combinators.combine(
                        Arbitraries.integers().between(1, 10).injectNull(0.1),
                        Arbitraries.integers().between(-1, 3).injectNull(0.1))
                .as((parent, amount) -> Stream.of(parent, amount).toList());
        return Combinators.combine(totals, child.list().ofMaxSize(14)).as(Sums::new);
    }

    @Property
    void sums_and_orphans_are_counted_as_by_hand(@ForAll("sums") Sums sums) {
        var expected = List.of(
                new Expected("sum", parents(sums, id -> !isSum(sums, id))),
                new Expected(
                        "has rows in", parents(sums, id -> amounts(sums, id).isEmpty())),
                new Expected("references", orphans(sums)));
        var statements = new ArrayList<>(List.of(
                "CREATE TABLE p (id bigint PRIMARY KEY, total numeric)",
                "CREATE TABLE c (id int PRIMARY KEY, p int, amount int)"));
        for (int i = 0; i < sums.totals().size(); i++) {
            statements.add("INSERT INTO p VALUES (%d, %s)"
                    .formatted(i + 1, sums.totals().get(i)));
        }
        for (int i = 0; i < sums.children().size(); i++) {
            var child = sums.children().get(i);
            statements.add("INSERT INTO c VALUES (%d, %s, %s)".formatted(i + 1, child.get(0), child.get(1)));
        }
        withTables(
                statements,
                List.of("p", "c"),
                () -> compare(expected, db -> {
                    var parent = db.table("p");
                    parent.column("total").atMost(99).warnAbove(0).within("1").isSumOf("c", "p", "amount");
                    parent.atMost(99).warnAbove(0).hasRowsIn("c", "p");
                    db.table("c").column("p").atMost(99).warnAbove(0).references("p", "id");
                }));
    }

    private static boolean isSum(Sums sums, int id) {
        var total = sums.totals().get(id - 1);
        var amounts = amounts(sums, id);
        if (total == null) {
            return true;
        }
        return amounts.stream().noneMatch(Objects::isNull)
                && Math.abs(total - amounts.stream().mapToInt(Integer::intValue).sum()) <= 1;
    }

    private static List<Integer> amounts(Sums sums, int id) {
        var amounts = new ArrayList<Integer>();
        sums.children().stream()
                .filter(child -> Objects.equals(child.get(0), id))
                .forEach(child -> amounts.add(child.get(1)));
        return amounts;
    }

    private static List<Integer> parents(Sums sums, IntPredicate offends) {
        return IntStream.rangeClosed(1, sums.totals().size())
                .filter(offends)
                .boxed()
                .toList();
    }

    private static List<Integer> orphans(Sums sums) {
        return IntStream.rangeClosed(1, sums.children().size())
                .filter(id -> {
                    var parent = sums.children().get(id - 1).get(0);
                    return parent != null && parent > sums.totals().size();
                })
                .boxed()
                .toList();
    }

    /** One by one, and as a set. */
    private static void compare(List<Expected> expected, Consumer<PostgresAssert> rules) {
        database.outcomes.clear();
        rules.accept(new PostgresAssert(database));
        compare(expected, List.copyOf(database.outcomes));
        database.outcomes.clear();
        new PostgresAssert(database).verifyAll(RuleSet.of(rules));
        compare(expected, List.copyOf(database.outcomes));
    }

    private static void compare(List<Expected> expected, List<RuleOutcome> found) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            var rule = expected.get(i);
            var outcome = found.get(i);
            assertThat(outcome.value()).as(rule.rule()).isEqualTo(rule.ids().size());
            var named = outcome.samples().stream()
                    .map(sample -> Integer.parseInt(sample.split(" -> ")[0]))
                    .sorted()
                    .toList();
            assertThat(named).as(rule.rule()).isEqualTo(rule.ids());
        }
    }

    private static void withTables(List<String> statements, List<String> tables, Runnable work) {
        database.plant(statements.toArray(String[]::new));
        try {
            work.run();
        } finally {
            database.plant("DROP TABLE " + String.join(", ", tables));
        }
    }
}

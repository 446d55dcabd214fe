package dev.firedrill.benchmarks;

import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.process.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The shop's rules through Firedrill against psql with one statement after the other, in turns on one restored
 * instance. {@code benchmarks/rules.sh} runs it.
 */
public final class RulesBenchmark {
    private static final List<String> TABLES = List.of("customers", "products", "orders", "order_items");

    private RulesBenchmark() {}

    /** One rule, and what a user would type for it. */
    private record Pair(Consumer<PostgresAssert> rule, String sql) {}

    public static void main(String[] arguments) throws Exception {
        var shop = BenchmarkShop.wanted();
        var firedrill = new Series("A rules by Firedrill");
        var psql = new Series("B psql, one statement after the other");
        try (var restore = FiredrillRestore.of(shop.configuration())) {
            var instance = (PostgresInstance) restore.restoration().instance().orElseThrow();
            var pairs = pairs(instance);
            var connection = instance.connection();
            for (int round = 1; round <= Integer.getInteger("benchmark.pairs", 5); round++) {
                firedrill.add(Stopwatch.seconds(
                        () -> pairs.forEach(pair -> pair.rule().accept(instance.assertThat()))));
                psql.add(Stopwatch.seconds(() -> pairs.forEach(pair -> psql(connection, pair.sql()))));
            }
        }
        System.out.printf(Locale.ROOT, "%s%n%s%nratio A/B %.2f%n", firedrill, psql, firedrill.ratioTo(psql));
    }

    private static void psql(String connection, String sql) {
        Command.of("sh", "-c", connection + " -X -At -v ON_ERROR_STOP=1 -c \"$1\"", "psql", sql)
                .runOrThrow("psql");
    }

    private static List<Pair> pairs(PostgresInstance instance) {
        var pairs = new ArrayList<Pair>();
        for (var table : TABLES) {
            pairs.add(new Pair(db -> db.table(table).isNotEmpty(), "select count(*) from " + table));
            pairs.add(new Pair(
                    db -> db.table(table).hasValidPrimaryKey(),
                    "select count(*) from (select id from " + table + " group by id having count(*) > 1) t"));
        }
        pairs.add(reference("orders", "customer_id", "customers"));
        pairs.add(reference("order_items", "order_id", "orders"));
        pairs.add(reference("order_items", "product_id", "products"));
        var point = instance.recoveryPoint().time();
        pairs.add(new Pair(
                db -> db.table("orders").column("created_at").hasRowsWithin(Duration.ofHours(24)),
                "select count(*) from orders where created_at > timestamptz '" + point + "' - interval '24 hours'"));
        pairs.add(new Pair(
                db -> db.table("orders").column("created_at").isNotAfterRecoveryPoint(),
                "select count(*) from orders where created_at > '" + point + "'"));
        return pairs;
    }

    private static Pair reference(String table, String column, String parent) {
        return new Pair(
                db -> db.table(table).column(column).references(parent, "id"),
                "select count(*) from %1$s c left join %3$s p on p.id = c.%2$s where c.%2$s is not null and p.id is null"
                        .formatted(table, column, parent));
    }
}

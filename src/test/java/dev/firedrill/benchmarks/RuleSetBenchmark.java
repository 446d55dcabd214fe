package dev.firedrill.benchmarks;

import dev.firedrill.postgres.PostgresAssert;
import dev.firedrill.postgres.RuleSet;
import dev.firedrill.verdict.RuleOutcome;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The eight checks of the procedures as a set of rules against psql with one after the other; fifty rules over one table
 * against one of them; what a rule costs where there is nothing to read. {@code benchmarks/rules.sh} runs it.
 */
public final class RuleSetBenchmark {
    private static final int PAIRS = Integer.getInteger("benchmark.pairs", 5);
    private static final String EMAIL = "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Z|a-z]{2,}";

    private static final RuleSet EIGHT = RuleSet.of(db -> {
        db.table("order_items").column("order_id").references("orders", "id");
        db.table("orders").column("customer_id").references("customers", "id");
        db.table("customers").column("email").matches(EMAIL);
        db.table("orders").hasNoRowsWhere("total_amount < 0");
        db.table("orders").column("created_at").isNotAfterRecoveryPoint();
        db.table("orders")
                .column("total_amount")
                .within("0.01")
                .isSumOf("order_items", "order_id", "quantity * unit_price");
        db.table("orders").column("id").hasNoNulls();
        db.table("customers").column("id").hasNoNulls();
        db.table("products").column("id").hasNoNulls();
        db.table("order_items").column("product_id").references("products", "id");
    });

    private RuleSetBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var place = Path.of(System.getProperty("benchmark.place", "target/benchmark"))
                .toAbsolutePath();
        try (var shop = EightChecksDatabase.in(place)) {
            var parts = List.of(System.getProperty("benchmark.parts", "eight,fifty,overhead,offences")
                    .split(","));
            if (parts.contains("eight")) {
                eightChecks(shop);
            }
            if (parts.contains("fifty")) {
                fiftyRules(shop);
            }
            if (parts.contains("overhead")) {
                overhead(shop.named("empty"));
            }
            if (parts.contains("offences")) {
                countsOfOffences(shop);
            }
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "heap: at most %,d MB used of %,d MB%n",
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void eightChecks(EightChecksDatabase shop) throws Exception {
        var set = new Series("A eight checks as a set");
        var psql = new Series("B psql, one after the other");
        for (int round = 1; round <= PAIRS; round++) {
            set.add(Stopwatch.seconds(() -> new PostgresAssert(shop).verifyAll(EIGHT)));
            psql.add(Stopwatch.seconds(() -> shop.psql("eight-checks.sql")));
        }
        print(set, psql);
    }

    private static void fiftyRules(EightChecksDatabase shop) throws Exception {
        var conditions = conditions();
        var fifty = RuleSet.of(
                db -> conditions.forEach(condition -> db.table("orders").hasNoRowsWhere(condition)));
        var all = new Series("A fifty rules over one table, 3,000,000 rows");
        var one = new Series("B one of them");
        for (int round = 0; round < PAIRS; round++) {
            all.add(Stopwatch.seconds(() -> new PostgresAssert(shop).verifyAll(fifty)));
            var condition = conditions.get(round * conditions.size() / PAIRS);
            one.add(Stopwatch.seconds(
                    () -> new PostgresAssert(shop).table("orders").hasNoRowsWhere(condition)));
        }
        print(all, one);
    }

    private static List<String> conditions() {
        var conditions = new ArrayList<String>();
        for (var column : List.of("id", "customer_id", "status", "total_amount", "created_at")) {
            conditions.add(column + " IS NULL");
        }
        for (int n = 0; n < 9; n++) {
            conditions.add("total_amount < " + -n);
            conditions.add("customer_id > " + (1_000_000 + n));
            conditions.add("created_at < timestamptz '" + (2000 + n) + "-01-01'");
            conditions.add("id = " + -n);
            conditions.add("status = 'lost" + n + "'");
        }
        return conditions;
    }

    private static void overhead(EightChecksDatabase empty) throws Exception {
        empty.execute("create table if not exists t (id int primary key, a int, b text)");
        int rules = 100;
        var set = RuleSet.of(db -> {
            for (int n = 0; n < rules; n++) {
                db.table("t").hasNoRowsWhere("a = " + n);
            }
        });
        var together = new Series("A 100 rules as a set, empty database");
        var each = new Series("B the same one by one");
        for (int round = 0; round < PAIRS; round++) {
            together.add(Stopwatch.seconds(() -> new PostgresAssert(empty).verifyAll(set)));
            each.add(Stopwatch.seconds(() -> {
                for (int n = 0; n < rules; n++) {
                    new PostgresAssert(empty).table("t").hasNoRowsWhere("a = " + n);
                }
            }));
        }
        print(together, each);
    }

    /** That both count the same is worth something only where there is something to count. */
    private static void countsOfOffences(EightChecksDatabase shop) throws Exception {
        var database = "offences";
        shop.execute("drop database if exists " + database);
        shop.named("template1").execute("create database " + database + " template postgres strategy file_copy");
        var broken = shop.named(database);
        broken.execute(
                "delete from customers where id in (5, 6, 7)",
                "delete from products where id = 11",
                "update customers set email = 'nobody' where id between 100 and 116",
                "update orders set total_amount = -1 where id between 1000 and 1008",
                "update orders set created_at = '2999-01-01' where id between 2000 and 2003",
                "update orders set total_amount = total_amount + 0.02 where id between 3000 and 3022",
                "insert into order_items select 20000000 + n, -n, 1, 1, 1 from generate_series(1, 13) n");
        try {
            new PostgresAssert(broken).verifyAll(EIGHT);
        } catch (AssertionError expected) {
            System.out.println(expected.getMessage().lines().findFirst().orElse(""));
        }
        var found = broken.outcomes().stream()
                .map(RuleOutcome::value)
                .map(Double::longValue)
                .toList();
        System.out.println("offences by the set: " + found + ", by psql: " + broken.psql("eight-checks.sql"));
        shop.execute("drop database " + database);
    }

    private static void print(Series a, Series b) {
        System.out.printf(Locale.ROOT, "%s%n%s%nratio A/B %.2f%n", a, b, a.ratioTo(b));
    }
}

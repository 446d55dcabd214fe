package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RulesCluster.class)
class RuleSetTest {
    private RulesDatabase shop;

    @BeforeEach
    void clean_shop(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (id int PRIMARY KEY, mail text)",
                "INSERT INTO customers SELECT n, n || '@x.org' FROM generate_series(1, 100) n",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int, total int, at timestamptz NOT NULL)",
                "INSERT INTO orders SELECT n, n % 100 + 1, n * 3, '2026-11-22' FROM generate_series(1, 500) n",
                "CREATE TABLE items (id int PRIMARY KEY, order_id int, price int)",
                "INSERT INTO items SELECT n * 2 + i, n, n * (i + 1) FROM generate_series(1, 500) n, generate_series(0, 1) i");
    }

    private void plantOffences() {
        shop.plant(
                "DELETE FROM customers WHERE id IN (5, 6)",
                "UPDATE customers SET mail = NULL WHERE id = 7",
                "UPDATE customers SET mail = 'nobody' WHERE id = 8",
                "UPDATE orders SET total = -1 WHERE id = 3",
                "UPDATE orders SET total = NULL WHERE id IN (10, 11)",
                "UPDATE orders SET at = '2027-01-01' WHERE id = 44",
                "DELETE FROM items WHERE order_id = 20",
                "INSERT INTO items VALUES (5000, 777, 1), (5001, NULL, 1), (5002, 21, NULL)");
    }

    /** Every verb, twice where bounds or columns make a difference. */
    private static void everything(PostgresAssert db) {
        var orders = db.table("orders");
        orders.isNotEmpty().hasRowCountBetween(1, 400).hasValidPrimaryKey();
        orders.because("money does not flow back").hasNoRowsWhere("total < 0");
        orders.atMost(9).warnAbove(0).hasNoRowsWhere("total > 1490").hasNoRowsWhere("nothing > 1");
        orders.column("customer_id").references("customers", "id").hasNoNulls().isUnique();
        orders.column("at").isNotAfterRecoveryPoint().hasRowsWithin(Duration.ofHours(24));
        orders.column("total").isSumOf("items", "order_id", "price").hasNoNulls();
        orders.hasRowsIn("items", "order_id").column("nothing").hasNoNulls();
        db.table("items").column("order_id").references("orders", "id");
        db.table("items").columns("order_id", "price").isUnique();
        db.table("customers").column("mail").matches(".+@.+").isUnique();
        db.table("nothing").isNotEmpty();
    }

    /** What the rules found, as text, without the time that it took. */
    private List<String> outcomes(Runnable rules) {
        shop.outcomes.clear();
        rules.run();
        assertThat(shop.outcomes).allSatisfy(it -> assertThat(it.elapsed()).isPositive());
        return shop.outcomes.stream()
                .map(it -> it.toString().replace(it.elapsed().toString(), ""))
                .toList();
    }

    private void oneByOne(Consumer<PostgresAssert> rules) {
        rules.accept(new PostgresAssert(shop, RuleRunner.recording((rule, inspection) -> {
            try {
                RuleRunner.strict(shop.context()).run(rule, inspection);
            } catch (AssertionError | Inconclusive broken) {
                // It is among the outcomes.
            }
        })));
    }

    private void together(Consumer<PostgresAssert> rules) {
        try {
            new PostgresAssert(shop).verifyAll(RuleSet.of(rules));
        } catch (AssertionError broken) {
            // They are among the outcomes.
        }
    }

    @Test
    void a_set_finds_and_says_what_its_rules_find_and_say_one_by_one() {
        for (var planting : List.<Runnable>of(() -> {}, this::plantOffences)) {
            planting.run();
            var each = outcomes(() -> oneByOne(RuleSetTest::everything));
            assertThat(outcomes(() -> together(RuleSetTest::everything))).containsExactlyElementsOf(each);
        }
        assertThat(shop.outcomes)
                .extracting(RuleOutcome::verdict)
                .containsSubsequence(Verdict.PASS, Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE, Verdict.FAIL);
        assertThat(shop.outcomes).filteredOn(it -> it.verdict() == Verdict.PASS).hasSize(6);
    }

    @Test
    void rules_over_one_table_share_a_scan_of_it() {
        int before = scans("orders", 0);
        new PostgresAssert(shop).verifyAll(RuleSet.of(db -> {
            var orders = db.table("orders").isNotEmpty();
            for (int n = 0; n < 20; n++) {
                orders.hasNoRowsWhere("total < -" + n);
            }
            orders.column("at").isNotAfterRecoveryPoint().hasNoNulls().matches(".*");
        }));
        assertThat(shop.outcomes).hasSize(24);
        assertThat(scans("orders", before)).isEqualTo(before + 1);
    }

    @Test
    void rules_between_the_same_tables_share_their_join() {
        int items = scans("items", 0);
        int orders = scans("orders", 0);
        new PostgresAssert(shop).verifyAll(RuleSet.of(db -> {
            db.table("items").column("order_id").references("orders", "id");
            db.table("orders").hasRowsIn("items", "order_id").column("total").isSumOf("items", "order_id", "price");
        }));
        assertThat(scans("items", items + 1))
                .as("one for its NULLs, one for the join")
                .isEqualTo(items + 2);
        assertThat(scans("orders", orders + 1))
                .as("one for its rows, one for the join")
                .isEqualTo(orders + 2);
    }

    /** Of a table whose columns are called as what the query makes of it. */
    private static void ofRowsAndKey(PostgresAssert db) {
        var odd = db.table("odd").isNotEmpty().hasValidPrimaryKey();
        odd.atMost(1)
                .warnAbove(0)
                .hasNoRowsWhere("r0 > 1")
                .hasNoRowsWhere("odd.n IS NULL")
                .hasNoRowsWhere("n = 5 -- five");
        odd.column("nulls").hasNoNulls().matches("t.*");
        odd.column("k0").isUnique();
    }

    @Test
    void rules_about_rows_and_key_of_a_table_share_a_scan_and_count_what_each_counts_alone() {
        shop.plant(
                "CREATE TABLE odd (k0 int, k1 text, n int, nulls bool, r0 int, flagged int, PRIMARY KEY (k0))",
                "INSERT INTO odd SELECT n, 'x', n + 5, true, 1 FROM generate_series(1, 500) n");
        int before = scans("odd", 0);
        new PostgresAssert(shop).verifyAll(RuleSet.of(RuleSetTest::ofRowsAndKey));
        assertThat(scans("odd", before)).isEqualTo(before + 1);

        for (var planting : List.of(
                "SELECT 1",
                "UPDATE odd SET n = NULL, nulls = NULL WHERE k0 = 7;"
                        + " UPDATE odd SET n = 5, r0 = 9 WHERE k0 IN (3, 4); UPDATE odd SET r0 = NULL, nulls = false WHERE k0 = 9;"
                        + " UPDATE pg_index SET indisready = false WHERE indrelid = 'odd'::regclass;"
                        + " INSERT INTO odd VALUES (3, 'y', 7, true, 1);"
                        + " UPDATE pg_index SET indisready = true WHERE indrelid = 'odd'::regclass",
                "TRUNCATE odd")) {
            shop.plant(planting);
            var each = outcomes(() -> oneByOne(RuleSetTest::ofRowsAndKey));
            assertThat(outcomes(() -> together(RuleSetTest::ofRowsAndKey)))
                    .as(planting)
                    .containsExactlyElementsOf(each);
        }
        assertThat(shop.outcomes.get(0).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_condition_on_what_only_the_query_has_is_not_answered_by_it() {
        for (var name : List.of("n", "nulls", "k0", "r0", "flagged", "grouped")) {
            assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(RuleSet.of(db -> db.table("orders")
                            .hasValidPrimaryKey()
                            .hasNoRowsWhere("total < 0")
                            .hasNoRowsWhere(name + " IS NULL"))))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining("column \"" + name + "\" does not exist");
        }
    }

    /** How often a table was read from end to end; the server counts it a little later, when sessions end. */
    private int scans(String table, int moreThan) {
        var sql = "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = '" + table + "'";
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> Integer.parseInt(shop.asSuperuser("SELECT 1", sql)), scans -> scans > moreThan);
    }

    @Test
    void a_rule_that_cannot_be_evaluated_takes_no_other_with_it() {
        var set = RuleSet.of(db -> db.table("orders")
                .hasNoRowsWhere("total < 0")
                .hasNoRowsWhere("totl < 0")
                .hasNoRowsWhere("1 / (id - 77) > 5")
                .hasNoRowsWhere("total < 0) OR (true")
                .hasNoRowsWhere("total < 0 /*")
                .hasNoRowsWhere("true */")
                .hasNoRowsWhere("false), count(*) FILTER (WHERE true")
                .hasNoRowsWhere("total IS NULL")
                .column("total")
                .references("orders", "at"));
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(set))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("column \"totl\" does not exist")
                .hasMessageContaining("22012 division by zero")
                .hasMessageContaining("500 of 500 rows are like that")
                .hasMessageContaining("unterminated /* comment");
        assertThat(shop.outcomes)
                .extracting(RuleOutcome::verdict)
                .containsExactly(
                        Verdict.PASS,
                        Verdict.INCONCLUSIVE,
                        Verdict.INCONCLUSIVE,
                        Verdict.FAIL,
                        Verdict.INCONCLUSIVE,
                        Verdict.INCONCLUSIVE,
                        Verdict.INCONCLUSIVE,
                        Verdict.PASS,
                        Verdict.INCONCLUSIVE);
    }

    @Test
    void a_damaged_page_is_found_by_the_rules_that_read_it_and_by_no_others() throws IOException {
        var damaged = shop.copy();
        try (var file = new RandomAccessFile(damaged.file("orders").toFile(), "rw")) {
            file.seek(8192 + 4000);
            file.write(new byte[] {1, 2, 3, 4});
        }
        var set = RuleSet.of(db -> {
            db.table("customers").isNotEmpty().column("id").isUnique();
            db.table("orders").isNotEmpty().hasNoRowsWhere("total < 0");
            db.table("items").column("order_id").hasNoNulls().references("orders", "id");
        });
        assertThatThrownBy(() -> new PostgresAssert(damaged).verifyAll(set))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but the data of  orders  is damaged: XX001 invalid page in block 1");
        assertThat(damaged.outcomes)
                .extracting(RuleOutcome::verdict)
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.FAIL, Verdict.FAIL, Verdict.PASS, Verdict.FAIL);
    }

    @Test
    void all_sessions_see_one_state_while_others_write() {
        shop.connecting = number -> {
            if (number > 1) {
                shop.plant("DELETE FROM customers", "DELETE FROM orders", "DELETE FROM items");
            }
        };
        new PostgresAssert(shop).verifyAll(RuleSet.of(db -> {
            db.table("customers").hasRowCountBetween(100, 100);
            db.table("orders").hasRowCountBetween(500, 500).column("id").isUnique();
            db.table("items").hasRowCountBetween(1000, 1000).column("order_id").references("orders", "id");
        }));
        assertThat(shop.outcomes).extracting(RuleOutcome::value).containsExactly(100.0, 500.0, 0.0, 1000.0, 0.0);
        assertThat(shop.asSuperuser("SELECT 1", "SELECT count(*) FROM customers"))
                .as("a second connection was made, and others had written by then")
                .isEqualTo("0");
    }

    @Test
    void a_server_without_room_for_a_second_session_is_asked_by_one() {
        shop.connecting = number -> {
            if (number > 1) {
                shop.role = "nobody";
            }
        };
        new PostgresAssert(shop).verifyAll(RuleSet.of(db -> {
            db.table("customers").isNotEmpty();
            db.table("orders").isNotEmpty();
        }));
        assertThat(shop.outcomes).extracting(RuleOutcome::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    void a_server_that_nobody_can_reach_is_told_once_for_each_rule() {
        shop.role = "nobody";
        var set = RuleSet.of(db -> db.table("orders").isNotEmpty().hasNoRowsWhere("total < 0"));
        assertThatThrownBy(() -> new PostgresAssert(shop).verifyAll(set))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("2 problems, 2 rules evaluated");
    }

    @Test
    void a_large_table_is_counted_in_parts_and_every_row_once() {
        shop.plant(
                "CREATE TABLE wide (id int, filler text) WITH (fillfactor = 10)",
                "INSERT INTO wide SELECT n, repeat('x', 780) FROM generate_series(1, 9000) n",
                "ANALYZE wide");
        assertThat(shop.inRuleSession("SELECT relpages >= 2 * 4096 FROM pg_class WHERE relname = 'wide'"))
                .containsExactly("t");
        var set = RuleSet.of(db -> db.table("wide")
                .hasRowCountBetween(9000, 9000)
                .atMost(4500)
                .hasNoRowsWhere("id % 2 = 0")
                .column("filler")
                .hasNoNulls());
        new PostgresAssert(shop).verifyAll(set);
        assertThat(shop.outcomes).extracting(RuleOutcome::value).containsExactly(9000.0, 4500.0, 0.0);
        shop.plant("UPDATE pg_class SET relpages = 1000000 WHERE relname = 'wide'");
        new PostgresAssert(shop).verifyAll(set);
        shop.plant("DELETE FROM wide WHERE id % 3 = 0", "UPDATE pg_class SET relpages = 8192 WHERE relname = 'wide'");
        new PostgresAssert(shop).verifyAll(RuleSet.of(db -> db.table("wide").hasRowCountBetween(6000, 6000)));
        assertThat(shop.outcomes)
                .extracting(RuleOutcome::value)
                .containsExactly(9000.0, 4500.0, 0.0, 9000.0, 4500.0, 0.0, 6000.0);
    }

    @Test
    void what_cannot_be_added_up_is_not_counted_in_parts() {
        shop.plant(
                "CREATE TABLE wide (at timestamptz, filler text) WITH (fillfactor = 10)",
                "INSERT INTO wide SELECT '2026-11-22 03:00Z'::timestamptz - n * interval '1 day', repeat('x', 780)"
                        + " FROM generate_series(1, 9000) n",
                "ANALYZE wide");
        assertThat(shop.inRuleSession("SELECT relpages >= 2 * 4096 FROM pg_class WHERE relname = 'wide'"))
                .containsExactly("t");

        var set = RuleSet.of(db -> {
            db.table("wide").hasRowCountBetween(9000, 9000);
            db.table("wide").column("at").hasRowsWithin(Duration.ofDays(2));
        });
        new PostgresAssert(shop).verifyAll(set);
        assertThat(shop.outcomes).extracting(RuleOutcome::value).containsExactly(9000.0, 1.0);
        assertThatThrownBy(() -> new PostgresAssert(shop)
                        .verifyAll(
                                RuleSet.of(db -> db.table("wide").column("at").hasRowsWithin(Duration.ofHours(1)))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("none of its 9,000 rows is; the newest is of 2026-11-21 03:00:00+00");
    }

    @Test
    void many_rules_are_no_matter() {
        var set = RuleSet.of(db -> {
            // Three passes, the last of which is full.
            for (int n = 0; n < 1200; n++) {
                db.table("orders").hasNoRowsWhere("total = -" + n);
            }
        });
        new PostgresAssert(shop).verifyAll(set);
        assertThat(shop.outcomes).hasSize(1200);
    }

    @Test
    void a_set_is_of_any_database_and_says_which_when_it_is_evaluated() {
        var set = RuleSet.of(db -> db.table("orders").isNotEmpty().column("at").isNotAfterRecoveryPoint());
        assertThat(set.ids()).containsExactly("orders-not-empty", "orders-at-not-after-recovery-point");
        assertThat(set.description("orders-at-not-after-recovery-point"))
                .isEqualTo("no orders.at after the recovery point");
        new PostgresAssert(shop).verifyAll(set);
        assertThat(shop.last().description()).isEqualTo("no orders.at after the recovery point 2026-11-22T03:14:07Z");
    }

    @Test
    void an_empty_set_and_a_rule_that_occurs_twice_are_refused() {
        assertThatThrownBy(() -> RuleSet.of(db -> {}))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("there is no rule in it");
        assertThatThrownBy(
                        () -> RuleSet.of(db -> db.table("orders").isNotEmpty().isNotEmpty()))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("rule orders-not-empty")
                .hasMessageContaining("occurs twice");
    }
}

package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.RecoveryPoint;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RulesCluster.class)
class ColumnAssertTest {
    private RulesDatabase shop;

    @BeforeEach
    void clean_shop(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE)",
                "INSERT INTO customers SELECT n, 'c' || n || '@example.org' FROM generate_series(1, 100) n",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers, at timestamptz NOT NULL)",
                "INSERT INTO orders SELECT n, n, timestamptz '2026-11-22 03:00Z' - n * interval '1 hour'"
                        + " FROM generate_series(1, 100) n",
                "INSERT INTO orders VALUES (101, NULL, '2026-11-22 03:00Z')");
    }

    private void passesWith(double value) {
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop.last().value()).isEqualTo(value);
        assertThat(shop.last().message()).isEmpty();
    }

    @Test
    void references_that_hold_pass() {
        assertThat(shop).table("orders").column("customer_id").references("customers", "id");
        passesWith(0);
        assertThat(shop.last().id()).isEqualTo("orders-customer_id-references-customers-id");
        assertThat(shop.last().description())
                .isEqualTo("every orders.customer_id to exist in customers.id (NULLs not counted: 1)");
        assertThat(shop.last().bounds()).isEqualTo("at most 0");
    }

    @Test
    void orders_without_a_customer_are_found_behind_a_valid_foreign_key() {
        shop.lastPass = "2026-11-15: 0";
        shop.plant(
                "SET session_replication_role = replica",
                "DELETE FROM customers WHERE id IN (18, 40)",
                "INSERT INTO orders SELECT n, 40, '2026-11-22 03:00Z' FROM generate_series(102, 136) n");
        assertThatThrownBy(() ->
                        assertThat(shop).table("orders").column("customer_id").references("customers", "id"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-customer_id-references-customers-id
                        Expecting every  orders.customer_id  to exist in  customers.id   (NULLs not counted: 1)
                        but 37 of 136 rows name 2 customers that are missing; allowed: 0; last pass 2026-11-15: 0.
                          orders.id -> customer_id:  18 -> 18, 40 -> 40, 102 -> 40 ... 20 of 37, all in the report
                        Hint: the foreign key is VALID, so rows were lost after validation: restore damage or disabled triggers.
                        All:  SELECT o.id, o.customer_id FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.customer_id IS NOT NULL AND c.id IS NULL;""");
        assertThat(shop.last().samples()).hasSize(20).startsWith("18 -> 18", "40 -> 40", "102 -> 40");
        assertThat(shop.last().value()).isEqualTo(37);
    }

    @Test
    void the_hint_says_what_the_catalog_knows_of_the_foreign_key() {
        shop.plant("ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey", "DELETE FROM customers WHERE id = 5");
        assertThatThrownBy(() -> reference())
                .hasMessageContaining("name 1 key of customers that is missing")
                .hasMessageContaining("Hint: there is no foreign key from orders.customer_id to customers.id");
        shop.plant("ALTER TABLE orders ADD CONSTRAINT late FOREIGN KEY (customer_id) REFERENCES customers NOT VALID");
        assertThatThrownBy(() -> reference()).hasMessageContaining("Hint: the foreign key late is NOT VALID");
        shop.plant("ALTER TABLE orders DISABLE TRIGGER ALL");
        assertThatThrownBy(() -> reference())
                .hasMessageContaining("Hint: triggers of the foreign key late are disabled");
    }

    private void reference() {
        assertThat(shop).table("orders").column("customer_id").references("customers", "id");
    }

    @Test
    void a_parent_that_its_index_lost_is_there() {
        shop.plant(
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'customers_pkey'::regclass",
                "INSERT INTO customers VALUES (101, NULL)",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'customers_pkey'::regclass",
                "SET session_replication_role = replica",
                "INSERT INTO orders VALUES (102, 101, '2026-11-22 03:00Z')");
        reference();
        passesWith(0);
        assertThat(shop.inRuleSession("EXPLAIN " + shop.last().sql()))
                .anyMatch(line -> line.contains("Seq Scan on orders"))
                .anyMatch(line -> line.contains("Seq Scan on customers"))
                .noneMatch(line -> line.contains("Index"));
    }

    @Test
    void a_table_may_refer_to_itself() {
        shop.plant(
                "CREATE TABLE parts (id int PRIMARY KEY, part_of int)", "INSERT INTO parts VALUES (1, NULL), (2, 1)");
        assertThat(shop).table("parts").column("part_of").references("parts", "id");
        shop.plant("INSERT INTO parts VALUES (3, 9)");
        assertThatThrownBy(
                        () -> assertThat(shop).table("parts").column("part_of").references("parts", "id"))
                .hasMessageContaining("FROM parts p LEFT JOIN parts p2 ON p2.id = p.part_of")
                .hasMessageContaining("parts.id -> part_of:  3 -> 9\n");
    }

    @Test
    void a_composite_key_names_the_row() {
        shop.plant(
                "CREATE TABLE lines (order_id int, line int, sku text, PRIMARY KEY (order_id, line))",
                "INSERT INTO lines VALUES (1, 1, 'a'), (1, 2, 'b'), (777, 1, 'a')");
        assertThatThrownBy(
                        () -> assertThat(shop).table("lines").column("order_id").references("orders", "id"))
                .hasMessageContaining("lines.(order_id, line) -> order_id:  (777, 1) -> 777\n");
    }

    @Test
    void unique_values_pass_and_nulls_do_not_count() {
        shop.plant("INSERT INTO customers VALUES (101, NULL), (102, NULL)");
        assertThat(shop).table("customers").column("email").isUnique();
        passesWith(0);
    }

    @Test
    void duplicates_behind_a_unique_index_are_found() {
        shop.plant(
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'customers_email_key'::regclass",
                "INSERT INTO customers VALUES (101, 'c7@example.org'), (102, NULL)",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'customers_email_key'::regclass");
        assertThatThrownBy(() ->
                        assertThat(shop).table("customers").column("email").isUnique())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule customers-email-unique
                        Expecting  customers.email  to be unique   (NULLs not counted: 1)
                        but 2 of 102 rows share 1 value; allowed: 0.
                          customers.id -> email:  7 -> c7@example.org, 101 -> c7@example.org
                        All:  SELECT id, email FROM customers WHERE email IN (SELECT email FROM customers GROUP BY email HAVING count(*) > 1);""");
    }

    @Test
    void a_column_without_nulls_passes() {
        assertThat(shop).table("orders").column("at").hasNoNulls();
        passesWith(0);
        assertThat(shop.inRuleSession("EXPLAIN " + shop.last().sql()))
                .as("the planner must not fold the test away")
                .anyMatch(line -> line.contains("Seq Scan on orders"));
    }

    @Test
    void nulls_are_found() {
        assertThatThrownBy(() ->
                        assertThat(shop).table("orders").column("customer_id").hasNoNulls())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-customer_id-no-nulls
                        Expecting no NULL in  orders.customer_id
                        but 1 of 101 rows have one; allowed: 0.
                          orders.id:  101
                        All:  SELECT id FROM orders WHERE customer_id IS NULL;""");
    }

    @Test
    void a_null_in_a_column_that_is_declared_not_null_is_found() {
        shop.plant(
                "ALTER TABLE orders ALTER at DROP NOT NULL",
                "UPDATE orders SET at = NULL WHERE id = 7",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'orders'::regclass AND attname = 'at'");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").hasNoNulls())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("orders.id:  7\nAll:  SELECT id FROM orders WHERE num_nulls(at) > 0;");
    }

    @Test
    void a_null_reference_in_a_column_that_is_declared_not_null_is_no_lost_parent() {
        shop.plant(
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'orders'::regclass AND attname = 'customer_id'");
        reference();
        passesWith(0);
    }

    @Test
    void values_that_match_pass_and_others_are_found() {
        assertThat(shop).table("customers").column("email").matches("c[0-9]+@example[.]org");
        passesWith(0);
        shop.plant("UPDATE customers SET email = E'c1@example.org\\n' WHERE id = 1");
        assertThatThrownBy(() ->
                        assertThat(shop).table("customers").column("email").matches("c[0-9]+@example[.]org"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expecting every  customers.email  to match  c[0-9]+@example[.]org")
                .hasMessageContaining(
                        "but 1 of 100 rows do not; allowed: 0.\n  customers.id -> email:  1 -> c1@example.org")
                .hasMessageContaining("All:  SELECT id, email FROM customers"
                        + " WHERE email::text !~ '^(?:c[0-9]+@example[.]org)$';");
    }

    @Test
    void times_up_to_the_recovery_point_pass() {
        shop.plant("INSERT INTO orders VALUES (102, NULL, '2026-11-22 03:14:07Z')");
        assertThat(shop).table("orders").column("at").isNotAfterRecoveryPoint();
        passesWith(0);
    }

    @Test
    void times_after_the_recovery_point_are_found() {
        shop.plant("INSERT INTO orders VALUES (102, NULL, '2026-11-22 03:14:07.000001Z'), (103, NULL, 'infinity')");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").isNotAfterRecoveryPoint())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-at-not-after-recovery-point
                        Expecting no  orders.at  after the recovery point  2026-11-22T03:14:07Z
                        but 2 of 103 rows are later; allowed: 0.
                          orders.id -> at:  102 -> 2026-11-22 03:14:07.000001+00, 103 -> infinity
                        All:  SELECT id, at FROM orders WHERE at::timestamptz > timestamptz '2026-11-22T03:14:07Z';""");
    }

    /** The label's time is cut to seconds: a row of the second in which the backup began may be in it. */
    @Test
    void where_the_label_tells_the_time_the_whole_of_its_second_counts() {
        shop.point = new RecoveryPoint(shop.point.time(), "", RecoveryProof.BY_THE_LABEL, "");
        shop.plant("INSERT INTO orders VALUES (102, NULL, '2026-11-22 03:14:07.9Z')");
        assertThat(shop).table("orders").column("at").isNotAfterRecoveryPoint();
        passesWith(0);
        shop.plant("INSERT INTO orders VALUES (103, NULL, '2026-11-22 03:14:08.1Z')");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").isNotAfterRecoveryPoint())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 103 rows are later");
    }

    @Test
    void a_row_in_a_partition_that_should_not_have_it_is_found() {
        shop.plant(
                "CREATE TABLE events (id int, at timestamptz, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
                "CREATE TABLE october (id int NOT NULL, at timestamptz NOT NULL)",
                "INSERT INTO october VALUES (1, '2026-10-05Z'), (2, '2027-01-01Z')",
                "ALTER TABLE october ADD CONSTRAINT bound CHECK (at >= '2026-10-01Z' AND at < '2026-11-01Z') NOT VALID",
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'bound'",
                "ALTER TABLE events ATTACH PARTITION october FOR VALUES FROM ('2026-10-01Z') TO ('2026-11-01Z')");
        assertThat(shop.asSuperuser("SET timezone = 'UTC'", "SELECT count(*) FROM events WHERE at > '2026-11-22Z'"))
                .as("what the planner answers without a look")
                .isEqualTo("0");
        assertThatThrownBy(() -> assertThat(shop).table("events").column("at").isNotAfterRecoveryPoint())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 2 rows are later; allowed: 0.\n  events.(id, at) -> at:  "
                        + "(2, 2027-01-01 00:00:00+00) -> 2027-01-01 00:00:00+00\n");
    }

    @Test
    void times_without_a_zone_are_read_as_utc_wherever_the_checks_run() {
        shop.plant(
                "ALTER TABLE orders ADD plain timestamp",
                "UPDATE orders SET plain = '2026-11-22 03:14:07' WHERE id = 1");
        var here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(shop).table("orders").column("plain").isNotAfterRecoveryPoint();
            shop.plant("UPDATE orders SET plain = '2026-11-22 03:14:08' WHERE id = 1");
            assertThatThrownBy(() ->
                            assertThat(shop).table("orders").column("plain").isNotAfterRecoveryPoint())
                    .isInstanceOf(AssertionError.class);
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void nothing_is_measured_from_an_unknown_recovery_point() {
        shop.point = null;
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").isNotAfterRecoveryPoint())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the recovery point is unknown");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").hasRowsWithin(Duration.ofDays(1)))
                .isInstanceOf(Inconclusive.class);
        assertThat(shop.outcomes).extracting("verdict").containsOnly(Verdict.INCONCLUSIVE);
    }

    @Test
    void recent_rows_pass_and_other_rules_of_the_column_may_follow() {
        var at = assertThat(shop).table("orders").column("at").hasRowsWithin(Duration.ofHours(24));
        passesWith(24);
        at.hasNoNulls();
        passesWith(0);
    }

    @Test
    void a_table_whose_newest_rows_are_gone_is_found() {
        shop.plant("DELETE FROM orders WHERE at > '2026-11-20 00:00Z'");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").hasRowsWithin(Duration.ofHours(24)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-at-recent
                        Expecting  orders.at  to have rows within 24h before the recovery point  2026-11-22T03:14:07Z
                        but none of its 50 rows is; the newest is of 2026-11-20 00:00:00+00.
                        All:  SELECT max(at::timestamptz) FROM orders;""");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("at").hasRowsWithin(Duration.ZERO))
                .isInstanceOf(ConfigurationMistake.class);
    }
}

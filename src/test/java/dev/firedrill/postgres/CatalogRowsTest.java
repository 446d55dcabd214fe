package dev.firedrill.postgres;

import static dev.firedrill.postgres.catalog.CatalogRule.CHECK_CONSTRAINTS;
import static dev.firedrill.postgres.catalog.CatalogRule.NOT_NULL;
import static dev.firedrill.postgres.catalog.CatalogRule.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the catalog promises of single rows: NOT NULL, checks of tables and domains, bounds of partitions. */
@ExtendWith(RulesCluster.class)
class CatalogRowsTest {
    private static final String AS_IF_UNCHECKED = "SET allow_system_table_mods = on";

    private final RulesDatabase orders;

    CatalogRowsTest(RulesDatabase orders) {
        this.orders = orders;
    }

    private void assertHolds(CatalogRule rule) {
        assertThat(orders).keeps(rule);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.PASS);
    }

    private void assertWarns(CatalogRule rule, String part) {
        assertThat(orders).keeps(rule);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(orders.last().message()).contains(part);
    }

    private void assertBroken(CatalogRule rule, String message) {
        assertThatThrownBy(() -> assertThat(orders).keeps(rule))
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    @Test
    void a_null_where_the_catalog_says_not_null_is_found() {
        orders.plant(
                "CREATE TABLE \"Odd one\" (id int PRIMARY KEY, \"a, \"\"b\" text, total int NOT NULL)",
                "INSERT INTO \"Odd one\" SELECT n, 'x', n FROM generate_series(1, 50) n");
        assertHolds(NOT_NULL);
        orders.plant(
                "ALTER TABLE \"Odd one\" ALTER total DROP NOT NULL",
                "UPDATE \"Odd one\" SET total = NULL, \"a, \"\"b\" = NULL WHERE id IN (7, 11, 40, 41)",
                AS_IF_UNCHECKED,
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = '\"Odd one\"'::regclass AND attnum > 0");

        assertBroken(
                NOT_NULL,
                """
                FAIL  orders · latest · backup B1 · rule catalog-not-null
                Expecting every column that is declared NOT NULL to have no NULL
                but 2 of 3 NOT NULL columns have one.
                  "Odd one"."a, ""b": NULL in 4 of 50 rows
                    "Odd one".id:  7, 11, 40 ... 4 of 4, all in the report
                  "Odd one".total: NULL in 4 of 50 rows
                    "Odd one".id:  7, 11, 40 ... 4 of 4, all in the report
                Hint: the constraint is VALID, so these rows came past it: restore damage, or a catalog that was changed by hand.
                All:  SELECT id FROM ONLY "Odd one" WHERE num_nulls("a, ""b") > 0;
                      SELECT id FROM ONLY "Odd one" WHERE num_nulls(total) > 0;""");
    }

    @Test
    void a_primary_key_has_no_nulls_whatever_its_columns_say() {
        orders.plant(
                "CREATE TABLE items (id int PRIMARY KEY)",
                AS_IF_UNCHECKED,
                "UPDATE pg_attribute SET attnotnull = false WHERE attrelid = 'items'::regclass",
                "INSERT INTO items VALUES (1), (NULL)");

        assertThatThrownBy(() -> assertThat(orders).keeps(NOT_NULL))
                .hasMessageContaining("items.id: NULL in 1 of 2 rows");
    }

    @Test
    void a_row_that_breaks_a_check_is_found_and_one_that_is_not_valid_only_warns() {
        orders.plant(
                "CREATE TABLE orders (id int PRIMARY KEY, total int, state text,"
                        + " CONSTRAINT positive CHECK (total > 0), CHECK (state IN ('new', 'paid')))",
                "INSERT INTO orders VALUES (1, 5, 'new'), (2, NULL, NULL)");
        assertHolds(CHECK_CONSTRAINTS);
        orders.plant(
                "ALTER TABLE orders DROP CONSTRAINT positive",
                "INSERT INTO orders VALUES (3, 0, 'paid'), (4, -1, 'paid')",
                "ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID");

        assertWarns(
                CHECK_CONSTRAINTS,
                "  positive of orders: broken by 2 of 4 rows (it is NOT VALID: older rows were never checked, the source may"
                        + " have the same)\n    orders.id:  3, 4\n");

        orders.plant(AS_IF_UNCHECKED, "UPDATE pg_constraint SET convalidated = true WHERE conname = 'positive'");
        assertBroken(
                CHECK_CONSTRAINTS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-check-constraints
                Expecting every check constraint of a table or domain to hold in the data
                but 1 of 2 check constraints does not.
                  positive of orders: broken by 2 of 4 rows
                    orders.id:  3, 4
                Hint: the constraint is VALID, so these rows came past it: restore damage, or a catalog that was changed by hand.
                All:  SELECT id FROM ONLY orders WHERE ((total > 0)) IS FALSE;""");
    }

    @Test
    void a_check_that_reads_the_clock_may_have_held_once() {
        orders.plant(
                "CREATE TABLE offers (id int PRIMARY KEY, ends timestamptz)",
                "INSERT INTO offers VALUES (1, '2001-01-01')",
                "ALTER TABLE offers ADD CONSTRAINT future CHECK (ends > now()) NOT VALID",
                "ALTER TABLE offers ADD CONSTRAINT today CHECK (ends > CURRENT_TIMESTAMP) NOT VALID",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET convalidated = true WHERE conname IN ('future', 'today')");

        assertWarns(CHECK_CONSTRAINTS, "future of offers: broken by 1 of 1 row (it reads the time or a setting: ");
        assertThat(orders.last().message()).contains("today of offers: broken by 1 of 1 row (it reads the time");
    }

    @Test
    void constraints_of_domains_are_looked_up_in_each_column_that_has_them() {
        orders.plant(
                "CREATE DOMAIN positive AS int",
                "CREATE DOMAIN small AS positive CONSTRAINT \"is small\" CHECK (VALUE < 100 AND 'VALUE' <> '')",
                "CREATE DOMAIN word AS text NOT NULL",
                "CREATE TABLE things (id int PRIMARY KEY, value positive, other small, list positive[], name word)",
                "INSERT INTO things VALUES (1, 1, 1, '{1,2}', 'a'), (2, -2, 2, NULL, 'b'), (3, 3, -3, '{3,-3}', 'c')");
        assertHolds(CHECK_CONSTRAINTS);
        assertHolds(NOT_NULL);
        orders.plant(
                "ALTER DOMAIN positive ADD CONSTRAINT above_zero CHECK (VALUE > 0) NOT VALID",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'above_zero'",
                "UPDATE pg_type SET typnotnull = false WHERE typname = 'word'",
                "UPDATE things SET name = NULL WHERE id = 3",
                "UPDATE pg_type SET typnotnull = true WHERE typname = 'word'");

        assertBroken(
                CHECK_CONSTRAINTS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-check-constraints
                Expecting every check constraint of a table or domain to hold in the data
                but 3 of 4 check constraints do not.
                  above_zero of domain positive for things.value: broken by 1 of 3 rows
                    things.id:  2
                  above_zero of domain positive for things.other: broken by 1 of 3 rows
                    things.id:  3
                  above_zero of domain positive for things.list: broken by 1 of 3 rows
                    things.id:  3
                Hint: the constraint is VALID, so these rows came past it: restore damage, or a catalog that was changed by hand.
                All:  SELECT id FROM ONLY things WHERE (SELECT ((VALUE > 0)) IS FALSE FROM (SELECT value AS value) AS d);
                      SELECT id FROM ONLY things WHERE (SELECT ((VALUE > 0)) IS FALSE FROM (SELECT other AS value) AS d);
                      SELECT id FROM ONLY things WHERE EXISTS (SELECT FROM pg_catalog.unnest(list) AS d (value) WHERE ((VALUE > 0)) IS FALSE);""");
        assertThatThrownBy(() -> assertThat(orders).keeps(NOT_NULL))
                .hasMessageContaining("things.name of domain word: NULL in 1 of 3 rows\n    things.id:  3\n");
    }

    @Test
    void rows_in_the_wrong_partition_are_found_also_in_the_default_one() {
        orders.plant(
                "CREATE TABLE sales (id int, day date) PARTITION BY RANGE (day)",
                "CREATE TABLE sales_1 PARTITION OF sales FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')",
                "CREATE TABLE sales_x PARTITION OF sales DEFAULT PARTITION BY HASH (id)",
                "CREATE TABLE sales_x0 PARTITION OF sales_x FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE sales_x1 PARTITION OF sales_x FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO sales SELECT n, date '2025-12-20' + n FROM generate_series(1, 60) n",
                "INSERT INTO sales VALUES (70, NULL)");
        assertHolds(PARTITIONS);
        orders.plant(
                "CREATE TABLE sales_2 (id int, day date)",
                "INSERT INTO sales_2 VALUES (80, '2026-03-01'), (81, '2026-04-30')",
                "ALTER TABLE sales_2 ADD CONSTRAINT fits CHECK (day IS NOT NULL AND day >= '2026-03-01' AND day < '2026-04-01') NOT VALID",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'fits'",
                "ALTER TABLE sales ATTACH PARTITION sales_2 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')");

        assertBroken(
                PARTITIONS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-partitions
                Expecting every partition to have only rows within its bounds
                but 1 of 4 partitions has others.
                  sales_2: not the place of 1 of 2 rows
                    sales_2.ctid:  (0,2)
                Hint: queries through the partitioned table may pass over such rows.
                All:  SELECT ctid FROM ONLY sales_2 WHERE (((day IS NOT NULL) AND (day >= '2026-03-01'::date)\
                 AND (day < '2026-04-01'::date))) IS FALSE;""");

        orders.plant(
                "DELETE FROM sales_2 WHERE id = 81",
                AS_IF_UNCHECKED,
                "UPDATE pg_class SET relispartition = false WHERE relname LIKE 'sales_x%'",
                "INSERT INTO sales_x0 VALUES (71, '2026-01-15')",
                "INSERT INTO sales_x1 SELECT id, day FROM sales_x0 WHERE id < 5 LIMIT 1",
                "UPDATE pg_class SET relispartition = true WHERE relname LIKE 'sales_x%'");
        assertThatThrownBy(() -> assertThat(orders).keeps(PARTITIONS))
                .hasMessageContaining("but 2 of 4 partitions have others.\n  sales_x0: not the place of 1 of ")
                .hasMessageContaining("  sales_x1: not the place of 1 of ");
    }

    @Test
    void where_this_host_orders_texts_otherwise_bounds_of_texts_cannot_be_told() {
        orders.plant(
                "CREATE TABLE people (name text) PARTITION BY RANGE (name)",
                "CREATE TABLE people_a PARTITION OF people FOR VALUES FROM ('a') TO ('m')",
                "CREATE TABLE years (year int) PARTITION BY RANGE (year)",
                "CREATE TABLE years_1 PARTITION OF years FOR VALUES FROM (1) TO (10)",
                AS_IF_UNCHECKED,
                "UPDATE pg_class SET relispartition = false WHERE relname IN ('people_a', 'years_1')",
                "INSERT INTO people_a VALUES ('z')",
                "UPDATE pg_class SET relispartition = true WHERE relname IN ('people_a', 'years_1')",
                "UPDATE pg_database SET datcollversion = 'of another host' WHERE datname = current_database()");

        assertThatThrownBy(() -> assertThat(orders).keeps(PARTITIONS))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(
                        "  people_a: not the place of 1 of 1 row (this host orders texts by another version of the"
                                + " collation, so it cannot be told)\n    people_a.ctid:  (0,1)\n");

        orders.plant(
                AS_IF_UNCHECKED,
                "UPDATE pg_class SET relispartition = false WHERE relname = 'years_1'",
                "INSERT INTO years_1 VALUES (99)",
                "UPDATE pg_class SET relispartition = true WHERE relname = 'years_1'");
        assertThatThrownBy(() -> assertThat(orders).keeps(PARTITIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("  FAIL years_1: not the place of 1 of 1 row\n")
                .hasMessageContaining("  INCONCLUSIVE people_a: ");
    }

    @Test
    void what_cannot_be_evaluated_hides_nothing_else() {
        orders.plant(
                "CREATE FUNCTION odd(int) RETURNS bool LANGUAGE plpgsql IMMUTABLE AS $$"
                        + " BEGIN IF $1 = 13 THEN RAISE 'bad luck'; END IF; RETURN true; END $$",
                "CREATE TABLE things (id int PRIMARY KEY, a int, b int)",
                "INSERT INTO things VALUES (1, 13, 1), (2, 0, -2)",
                "ALTER TABLE things ADD CONSTRAINT lucky CHECK (odd(a)) NOT VALID, ADD CONSTRAINT plus CHECK (b > 0) NOT VALID,"
                        + " ADD CONSTRAINT fine CHECK (b < 10)",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET convalidated = true WHERE conname IN ('lucky', 'plus')");

        assertBroken(
                CHECK_CONSTRAINTS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-check-constraints
                Expecting every check constraint of a table or domain to hold in the data
                but 2 of 3 check constraints do not.
                  FAIL plus of things: broken by 1 of 2 rows
                    things.id:  2
                  INCONCLUSIVE lucky of things: it cannot be told: P0001 bad luck
                Hint: the constraint is VALID, so these rows came past it: restore damage, or a catalog that was changed by hand.
                All:  SELECT id FROM ONLY things WHERE ((b > 0)) IS FALSE;""");

        orders.plant("DELETE FROM things WHERE id = 2");
        assertThatThrownBy(() -> assertThat(orders).keeps(CHECK_CONSTRAINTS)).isInstanceOf(Inconclusive.class);
        assertHolds(NOT_NULL);
    }

    @Test
    void a_table_that_cannot_be_read_is_told_of_by_each_rule() {
        orders.plant(
                "CREATE TABLE secret (id int PRIMARY KEY CHECK (id > 0))",
                "ALTER TABLE secret ENABLE ROW LEVEL SECURITY",
                "CREATE TABLE open (id int PRIMARY KEY)");

        for (var rule : new CatalogRule[] {NOT_NULL, CHECK_CONSTRAINTS}) {
            assertThatThrownBy(() -> assertThat(orders).keeps(rule))
                    .isInstanceOf(Inconclusive.class)
                    .hasMessageContaining(
                            "it cannot be told: 42501 query would be affected by row-level security policy");
        }
    }

    @Test
    void a_slow_table_is_given_up_once_and_not_for_each_promise() {
        orders.plant(
                "CREATE FUNCTION slow(int) RETURNS bool LANGUAGE sql AS 'SELECT pg_sleep(5) IS NOT NULL'",
                "CREATE TABLE things (id int PRIMARY KEY)",
                "INSERT INTO things VALUES (1)",
                "ALTER TABLE things ADD CHECK (slow(id)) NOT VALID, ADD CHECK (id > 0), ADD CHECK (id < 9)");
        orders.timeout = java.time.Duration.ofMillis(300);

        assertThatThrownBy(() -> assertThat(orders).keeps(CHECK_CONSTRAINTS))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("but 1 of 3 check constraints does not.\n  things: it cannot be told: 57014 ");
        assertThat(orders.last().elapsed()).isLessThan(java.time.Duration.ofSeconds(3));
    }
}

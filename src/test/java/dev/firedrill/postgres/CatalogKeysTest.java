package dev.firedrill.postgres;

import static dev.firedrill.postgres.catalog.CatalogRule.EXCLUSION_CONSTRAINTS;
import static dev.firedrill.postgres.catalog.CatalogRule.UNIQUE_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that an index keeps apart, put in while it was not kept up. */
@ExtendWith(RulesCluster.class)
class CatalogKeysTest {
    private final RulesDatabase orders;

    CatalogKeysTest(RulesDatabase orders) {
        this.orders = orders;
    }

    /** Inserts rows as if the table's indexes did not exist. */
    private void plantPastIndexes(String table, String... statements) {
        var ready = "UPDATE pg_index SET indisready = %s WHERE indrelid = '" + table + "'::regclass";
        orders.plant(Stream.of(
                        Stream.of("SET allow_system_table_mods = on", ready.formatted("false")),
                        Stream.of(statements),
                        Stream.of(ready.formatted("true")))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private void assertHolds(CatalogRule rule) {
        assertThat(orders).keeps(rule);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.PASS);
    }

    private void assertBroken(CatalogRule rule, String message) {
        assertThatThrownBy(() -> assertThat(orders).keeps(rule))
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    @Test
    void keys_that_are_there_twice_are_found() {
        orders.plant(
                "CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE)",
                "INSERT INTO customers VALUES (1, 'a'), (2, 'b'), (3, NULL), (4, NULL)");
        assertHolds(UNIQUE_KEYS);
        plantPastIndexes("customers", "INSERT INTO customers VALUES (2, 'c'), (2, 'a'), (5, 'a')");

        assertBroken(
                UNIQUE_KEYS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-unique-keys
                Expecting every primary key and unique index to hold in the data
                but 2 of 2 unique indexes do not.
                  customers_email_key of customers: 1 key is in 3 rows
                    customers.email -> rows:  a -> 3
                  customers_pkey of customers: 1 key is in 3 rows
                    customers.id -> rows:  2 -> 3
                Hint: what the table holds came past the index: index damage, another collation, or files of different moments.
                All:  SELECT key_1, count(*) FROM (SELECT (email) COLLATE pg_catalog."default" AS key_1 FROM ONLY customers OFFSET 0)\
                 AS rows WHERE num_nulls(key_1) = 0 GROUP BY key_1 HAVING count(*) > 1;
                      SELECT key_1, count(*) FROM (SELECT id AS key_1 FROM ONLY customers OFFSET 0)\
                 AS rows WHERE num_nulls(key_1) = 0 GROUP BY key_1 HAVING count(*) > 1;""");
    }

    @Test
    void a_part_of_the_primary_key_does_not_stand_for_the_whole() {
        orders.plant(
                "CREATE TABLE t (a int PRIMARY KEY, b int NOT NULL, UNIQUE (a, b))", "INSERT INTO t VALUES (1, 1)");
        plantPastIndexes("t", "INSERT INTO t VALUES (1, 2)");

        assertThatThrownBy(() -> assertThat(orders).keeps(UNIQUE_KEYS))
                .hasMessageContaining("but 1 of 2 unique indexes does not.\n  t_pkey of t: 1 key is in 2 rows\n");
    }

    @Test
    void nulls_predicates_expressions_and_more_columns_are_taken_as_the_index_takes_them() {
        orders.plant(
                "CREATE TABLE t (id int, a text, b int, gone bool)",
                "CREATE UNIQUE INDEX lone ON t (b) NULLS NOT DISTINCT WHERE NOT gone",
                "CREATE UNIQUE INDEX lowered ON t (lower(a), (b + 1)) INCLUDE (id)",
                "CREATE UNIQUE INDEX pattern ON t (a text_pattern_ops)",
                "INSERT INTO t VALUES (1, 'x', 1, false), (2, 'X', 2, false), (3, 'y', NULL, false),"
                        + " (4, 'z', NULL, true), (5, 'zz', 2, true)");
        assertHolds(UNIQUE_KEYS);
        plantPastIndexes(
                "t",
                "INSERT INTO t VALUES (6, 'z2', NULL, false), (7, 'Y2', 3, true), (8, 'y2', 3, true), (9, 'x', 9, true)");

        assertThatThrownBy(() -> assertThat(orders).keeps(UNIQUE_KEYS))
                .hasMessageContaining("lone of t: 1 key is in 2 rows\n    t.b -> rows:  NULL -> 2\n")
                .hasMessageContaining(
                        "lowered of t: 1 key is in 2 rows\n    t.(lower(a), ((b + 1))) -> rows:  (y2, 4) -> 2\n")
                .hasMessageContaining("pattern of t: 1 key is in 2 rows\n    t.a -> rows:  x -> 2\n")
                .hasMessageContaining("but 3 of 3 unique indexes do not.");
    }

    @Test
    void a_collation_and_an_operator_class_decide_what_is_equal() {
        orders.plant(
                "CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE FUNCTION mod_eq(int, int) RETURNS bool IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 % 10 = $2 % 10'",
                "CREATE FUNCTION mod_lt(int, int) RETURNS bool IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 % 10 < $2 % 10'",
                "CREATE FUNCTION mod_le(int, int) RETURNS bool IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 % 10 <= $2 % 10'",
                "CREATE FUNCTION mod_gt(int, int) RETURNS bool IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 % 10 > $2 % 10'",
                "CREATE FUNCTION mod_ge(int, int) RETURNS bool IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 % 10 >= $2 % 10'",
                "CREATE FUNCTION mod_cmp(int, int) RETURNS int IMMUTABLE STRICT LANGUAGE sql AS 'SELECT sign($1 % 10 - $2 % 10)::int'",
                "CREATE OPERATOR === (FUNCTION = mod_eq, LEFTARG = int, RIGHTARG = int)",
                "CREATE OPERATOR <<< (FUNCTION = mod_lt, LEFTARG = int, RIGHTARG = int)",
                "CREATE OPERATOR <<= (FUNCTION = mod_le, LEFTARG = int, RIGHTARG = int)",
                "CREATE OPERATOR >>> (FUNCTION = mod_gt, LEFTARG = int, RIGHTARG = int)",
                "CREATE OPERATOR >>= (FUNCTION = mod_ge, LEFTARG = int, RIGHTARG = int)",
                "CREATE OPERATOR CLASS last_digit FOR TYPE int USING btree AS OPERATOR 1 <<<, OPERATOR 2 <<=, OPERATOR 3 ===,"
                        + " OPERATOR 4 >>=, OPERATOR 5 >>>, FUNCTION 1 mod_cmp(int, int)",
                "CREATE TABLE t (id int PRIMARY KEY, name text, code int)",
                "CREATE UNIQUE INDEX named ON t (name COLLATE caseless)",
                "CREATE UNIQUE INDEX coded ON t (code last_digit)",
                "INSERT INTO t VALUES (1, 'Ann', 11), (2, 'Bob', 12)");
        assertHolds(UNIQUE_KEYS);
        plantPastIndexes("t", "INSERT INTO t VALUES (3, 'ANN', 23), (4, 'Carl', 42)");

        assertThatThrownBy(() -> assertThat(orders).keeps(UNIQUE_KEYS))
                .hasMessageContaining("coded of t: 2 rows conflict with another\n    t.id -> code:  2 -> 12, 4 -> 42\n")
                .hasMessageContaining("named of t: 1 key is in 2 rows\n    t.name -> rows:  Ann -> 2\n");
    }

    @Test
    void each_partition_and_a_materialized_view_is_looked_at() {
        orders.plant(
                "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10)",
                "INSERT INTO p VALUES (1), (2)",
                "CREATE MATERIALIZED VIEW seen AS SELECT id FROM p",
                "CREATE UNIQUE INDEX seen_id ON seen (id)",
                "CREATE MATERIALIZED VIEW empty AS SELECT id FROM p WITH NO DATA",
                "CREATE UNIQUE INDEX empty_id ON empty (id)");
        assertHolds(UNIQUE_KEYS);
        plantPastIndexes("p1", "INSERT INTO p1 VALUES (2)");
        plantPastIndexes(
                "seen",
                "UPDATE pg_class SET relkind = 'r' WHERE oid = 'seen'::regclass",
                "INSERT INTO seen VALUES (1)",
                "UPDATE pg_class SET relkind = 'm' WHERE oid = 'seen'::regclass");

        assertThatThrownBy(() -> assertThat(orders).keeps(UNIQUE_KEYS))
                .hasMessageContaining("p1_pkey of p1: 1 key is in 2 rows\n    p1.id -> rows:  2 -> 2\n")
                .hasMessageContaining("seen_id of seen: 1 key is in 2 rows\n    seen.id -> rows:  1 -> 2\n");
    }

    @Test
    void where_the_index_is_not_valid_double_keys_only_warn() {
        orders.plant("CREATE TABLE t (id int)", "CREATE UNIQUE INDEX t_id ON t (id)", "INSERT INTO t VALUES (1)");
        plantPastIndexes(
                "t",
                "INSERT INTO t VALUES (1)",
                "UPDATE pg_index SET indisvalid = false WHERE indrelid = 't'::regclass");

        assertThat(orders).keeps(UNIQUE_KEYS);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(orders.last().message())
                .contains("t_id of t: 1 key is in 2 rows (its index is not valid: the source may have the same)");
    }

    @Test
    void ranges_that_overlap_are_found_without_comparing_each_with_each() {
        orders.plant(
                "CREATE EXTENSION btree_gist",
                "CREATE TABLE stays (id int PRIMARY KEY, room int, span int4range,"
                        + " CONSTRAINT once EXCLUDE USING gist (room WITH =, span WITH &&) WHERE (room > 0))",
                "INSERT INTO stays SELECT n, n % 10 + 1, int4range(n / 10 * 5, n / 10 * 5 + 5) FROM generate_series(1, 20000) n",
                "INSERT INTO stays VALUES (30000, 1, 'empty'), (30001, 1, 'empty'), (30002, NULL, '(,)'), (30003, -1, '(,)'), (30004, -1, '(,)')");
        assertHolds(EXCLUSION_CONSTRAINTS);
        assertThat(orders.last().elapsed().toSeconds()).isLessThan(20);
        plantPastIndexes("stays", "INSERT INTO stays VALUES (40000, 1, '[4,6)'), (40001, 2, '(,)')");

        assertThatThrownBy(() -> assertThat(orders).keeps(EXCLUSION_CONSTRAINTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "but 1 of 1 exclusion constraint does not.\n  once of stays: at least 4 rows conflict with another\n"
                                + "    stays.id -> (room, span):  1 -> (2, [0,5)), 10 -> (1, [5,10)), 40000 -> (1, [4,6)) ... 4 of 4, all in the report\n");
        assertThat(orders.last().samples()).endsWith("stays.id -> (room, span): 40001 -> (2, (,))");
    }

    @Test
    void other_operators_are_compared_pair_by_pair() {
        orders.plant(
                "CREATE TABLE spots (id int PRIMARY KEY, place circle, EXCLUDE USING gist (place WITH &&))",
                "INSERT INTO spots VALUES (1, '<(0,0),1>'), (2, '<(5,5),1>'), (3, NULL)");
        assertHolds(EXCLUSION_CONSTRAINTS);
        plantPastIndexes("spots", "INSERT INTO spots VALUES (4, '<(5,6),1>')");

        assertBroken(
                EXCLUSION_CONSTRAINTS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-exclusion-constraints
                Expecting every exclusion constraint to hold in the data
                but 1 of 1 exclusion constraint does not.
                  spots_place_excl of spots: 2 rows conflict with another
                    spots.id -> place:  2 -> <(5,5),1>, 4 -> <(5,6),1>
                Hint: what the table holds came past the index: index damage, or files of different moments.
                All:  SELECT a.id, a.key_1 FROM (SELECT id, ctid AS place, place AS key_1 FROM ONLY spots OFFSET 0) AS a\
                 WHERE EXISTS (SELECT FROM (SELECT ctid AS place, place AS key_1 FROM ONLY spots OFFSET 0) AS b\
                 WHERE a.place <> b.place AND a.key_1 OPERATOR(pg_catalog.&&) b.key_1);""");
    }
}

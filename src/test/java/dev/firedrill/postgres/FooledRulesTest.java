package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes back with a database and could make a rule look elsewhere, or see less than there is. */
@ExtendWith(RulesCluster.class)
class FooledRulesTest {
    private RulesDatabase shop;

    @BeforeEach
    void shop_with_an_orphan(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (code varchar(10) PRIMARY KEY, id int)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer varchar(10), customer_id int, total numeric)",
                "INSERT INTO customers VALUES ('a', 1), ('b', 2)",
                "INSERT INTO orders VALUES (1, 'a', 1, 5), (2, 'lost', 77, -5)");
    }

    private void references(String child, String parent) {
        assertThat(shop).table("orders").column(child).references("customers", parent);
    }

    @Test
    void an_operator_that_calls_everything_equal_is_not_asked() {
        shop.plant(
                "CREATE SCHEMA evil",
                "CREATE FUNCTION evil.yes(int, int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT true'",
                "CREATE OPERATOR evil.= (LEFTARG = int, RIGHTARG = int, FUNCTION = evil.yes, HASHES, MERGES)",
                "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET search_path = evil, public, pg_catalog';"
                        + " END $$");
        assertThat(shop.asSuperuser("SELECT 1", "SELECT 1 = 2"))
                .as("who is not careful")
                .isEqualTo("t");

        assertThatThrownBy(() -> references("customer_id", "id"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("orders.id -> customer_id:  2 -> 77");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total = -5"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void an_operator_that_fits_better_than_that_of_postgresql_makes_it_uncertain() {
        shop.plant(
                "CREATE FUNCTION yes(varchar, varchar) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT true'",
                "CREATE OPERATOR = (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = yes, HASHES, MERGES)");
        assertThat(shop.asSuperuser("SELECT 1", "SELECT 'a'::varchar = 'b'::varchar"))
                .as("who is not careful")
                .isEqualTo("t");

        assertThatThrownBy(() -> references("customer", "code"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(
                        "42725 operator public.= (varchar, varchar) in the restored database would stand in");
        assertThatThrownBy(() -> assertThat(shop).keeps(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void a_function_that_fits_better_than_that_of_postgresql_makes_it_uncertain() {
        shop.plant(
                "CREATE TABLE t (id int NOT NULL)",
                "CREATE FUNCTION num_nulls(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT 0'",
                "SET allow_system_table_mods = on",
                "UPDATE pg_attribute SET attnotnull = false WHERE attrelid = 't'::regclass AND attname = 'id'",
                "INSERT INTO t VALUES (NULL)",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 't'::regclass AND attname = 'id'");

        assertThatThrownBy(() -> assertThat(shop).table("t").column("id").hasNoNulls())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("42725 function public.num_nulls in the restored database would stand in");
        assertThatThrownBy(() -> assertThat(shop).keeps(CatalogRule.NOT_NULL)).isInstanceOf(Inconclusive.class);
    }

    @Test
    void a_function_that_leads_to_another_table_is_not_asked_where_a_table_lies() {
        shop.plant(
                "CREATE TABLE sound (id int PRIMARY KEY, total numeric)",
                "INSERT INTO sound VALUES (1, 5)",
                "CREATE FUNCTION to_regclass(varchar) RETURNS regclass STABLE LANGUAGE sql AS $$SELECT 'sound'::regclass$$",
                "CREATE FUNCTION quote_ident(name) RETURNS text STABLE LANGUAGE sql AS $$SELECT 'id'$$");

        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total < 0"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 2 rows");
        assertThatThrownBy(
                        () -> assertThat(shop).table("orders").column("total").matches("^[0-9]+$"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 2 rows");
    }

    @Test
    void a_function_that_gives_other_names_is_not_asked_what_a_promise_is_about() {
        shop.plant(
                "ALTER TABLE customers ADD UNIQUE (id)",
                "CREATE TABLE bills (id int PRIMARY KEY, customer_id int REFERENCES customers (id))",
                "SET session_replication_role = replica",
                "INSERT INTO bills VALUES (1, 77)",
                "SET session_replication_role = origin",
                "CREATE FUNCTION quote_ident(name) RETURNS text STABLE LANGUAGE sql AS $$SELECT 'id'$$",
                "CREATE FUNCTION unnest(smallint[]) RETURNS SETOF smallint STABLE LANGUAGE sql AS 'SELECT 1::smallint'");

        assertThatThrownBy(() -> assertThat(shop).keeps(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bills.id -> customer_id:  1 -> 77");
    }

    @Test
    void operators_of_the_databases_own_types_are_its_own_affair() {
        shop.plant(
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE FUNCTION same(pair, pair) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT ($1).a = ($2).a'",
                "CREATE OPERATOR = (LEFTARG = pair, RIGHTARG = pair, FUNCTION = same)",
                "CREATE FUNCTION like_number(text, int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT $1 = $2::text'",
                "CREATE OPERATOR = (LEFTARG = text, RIGHTARG = int, FUNCTION = like_number)");

        assertThat(shop).table("orders").isNotEmpty();
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_view_before_the_table_in_the_search_path_is_what_the_name_means_there_and_its_schema_says_which() {
        shop.plant(
                "CREATE SCHEMA before",
                "CREATE VIEW before.orders AS SELECT * FROM public.orders WHERE id = 1",
                "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET search_path = before, public'; END $$");

        assertThatThrownBy(() -> assertThat(shop).table("public.orders").hasNoRowsWhere("total < 0"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total < 0"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("orders is the name of several: before.orders, public.orders");
    }

    @Test
    void rows_that_row_security_hides_are_not_passed_over() {
        shop.plant(
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "CREATE POLICY positive ON orders USING (total > 0)");

        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("total < 0"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("42501");
        shop.plant("CREATE VIEW behind WITH (security_invoker = true) AS SELECT * FROM orders");
        assertThatThrownBy(() -> assertThat(shop).table("behind").hasNoRowsWhere("total < 0"))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void columns_that_are_called_as_ours_hide_nothing() {
        shop.plant(
                "CREATE TABLE odd (k1 int PRIMARY KEY, n int, nulls bool, g int, p int, total int, c1 int, sum int,"
                        + " rows int, times int)",
                "CREATE TABLE kids (id int PRIMARY KEY, k1 int, n int, total int, g int, p int)",
                "INSERT INTO odd VALUES (1, 1, true, 1, 1, 5, 1, 1, 1, 1), (2, NULL, NULL, 1, 1, 9, 1, 1, 1, 1)",
                "INSERT INTO kids VALUES (1, 1, 5, 5, 1, 1), (2, 99, 1, 1, 1, 1)");
        for (var together : List.of(true, false)) {
            shop.outcomes.clear();
            Runnable rules = () -> assertThat(shop).verifyAll(db -> {
                db.table("odd").hasValidPrimaryKey().hasRowsIn("kids", "k1").hasNoRowsWhere("n > 0");
                db.table("kids").column("k1").references("odd", "k1");
                db.table("odd").column("total").isSumOf("kids", "k1", "n");
                db.table("odd").column("n").hasNoNulls();
            });
            assertThatThrownBy(rules::run).isInstanceOf(AssertionError.class);
            assertThat(shop.outcomes).extracting(it -> it.value()).containsExactly(0.0, 1.0, 1.0, 1.0, 1.0, 1.0);
        }
    }

    @Test
    void numbers_that_are_none_and_times_without_end_offend_where_they_must() {
        shop.plant(
                "CREATE TABLE odd (id int PRIMARY KEY, total numeric, ratio float8, at timestamptz, code char(5))",
                "INSERT INTO odd VALUES (1, 'NaN', 'NaN', 'infinity', 'a'), (2, '-Infinity', '-Infinity', '-infinity', 'a  ')");

        assertThatThrownBy(() -> assertThat(shop).table("odd").hasNoRowsWhere("total < 0"))
                .hasMessageContaining("odd.id:  2");
        assertThatThrownBy(() -> assertThat(shop).table("odd").column("at").isNotAfterRecoveryPoint())
                .hasMessageContaining("odd.id -> at:  1 -> infinity");
        assertThatThrownBy(() -> assertThat(shop).table("odd").column("code").isUnique())
                .hasMessageContaining("2 of 2 rows share 1 value");
        assertThatThrownBy(() -> assertThat(shop).verifyAll(db -> db.table("odd")
                        .hasNoRowsWhere("total < 0")
                        .hasNoRowsWhere("total > 100")
                        .hasNoRowsWhere("ratio < 0")
                        .hasNoRowsWhere("ratio > 100")))
                .hasMessageStartingWith("FAIL  4 problems, 4 rules evaluated:");
        shop.plant(
                "CREATE TABLE lines (id int PRIMARY KEY, odd_id int, price numeric)",
                "INSERT INTO lines VALUES (1, 1, 5), (2, 2, 5)");
        assertThatThrownBy(() -> assertThat(shop)
                        .table("odd")
                        .column("total")
                        .within("1")
                        .isSumOf("lines", "odd_id", "price"))
                .as("NaN is no sum")
                .hasMessageContaining("2 of 2 are not");
    }
}

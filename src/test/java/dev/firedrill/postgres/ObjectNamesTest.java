package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RulesCluster.class)
class ObjectNamesTest {
    private RulesDatabase shop;

    @BeforeEach
    void tables_with_odd_names(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE orders (id int PRIMARY KEY)",
                "INSERT INTO orders VALUES (1), (2)",
                "CREATE SCHEMA \"Web Shop\"",
                "CREATE TABLE \"Web Shop\".\"Order Items\" (\"Order\" int, \"no\"\"1\" int, PRIMARY KEY (\"Order\", \"no\"\"1\"))",
                "INSERT INTO \"Web Shop\".\"Order Items\" VALUES (1, 1), (3, 1)",
                "CREATE TABLE \"odd.name\" (\"select\" int)",
                "INSERT INTO \"odd.name\" VALUES (NULL)",
                "CREATE TABLE \"5\"\" pipes\" (id int)",
                "INSERT INTO \"5\"\" pipes\" VALUES (1)");
    }

    @Test
    void mixed_case_and_schemas_are_found_as_they_are_spelt() {
        assertThat(shop).table("public.orders").isNotEmpty();
        assertThatThrownBy(() -> assertThat(shop)
                        .table("Web Shop.Order Items")
                        .column("Order")
                        .references("public.orders", "id"))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule Web-Shop.Order-Items-72cc18-Order-references-public.orders-id
                        Expecting every  Web Shop.Order Items.Order  to exist in  public.orders.id   (NULLs not counted: 0)
                        but 1 of 2 rows name 1 key of orders that is missing; allowed: 0.
                          "Web Shop"."Order Items".("Order", "no""1") -> "Order":  (3, 1) -> 3
                        Hint: there is no foreign key from "Web Shop"."Order Items"."Order" to orders.id, so the source may have the same offences.
                        All:  SELECT o."Order", o."no""1", o."Order" FROM "Web Shop"."Order Items" o LEFT JOIN orders o2 ON o2.id = o."Order" WHERE num_nulls(o."Order") = 0 AND o2.id IS NULL;""");
    }

    @Test
    void every_verb_can_speak_of_odd_names() {
        var items = assertThat(shop).table("Web Shop.Order Items");
        items.hasValidPrimaryKey().hasRowCountBetween(2, 2).hasNoRowsWhere("\"Order\" < 0");
        items.column("no\"1").hasNoNulls().matches("1");
        items.column("Order").isUnique();
        assertThat(shop.outcomes).hasSize(6).extracting("message").containsOnly("");
    }

    @Test
    void a_quote_in_a_name_is_only_a_quote() {
        assertThat(shop)
                .table("5\" pipes")
                .hasRowCountBetween(1, 1)
                .table("public.\"5\"\" pipes\"")
                .hasRowCountBetween(1, 1);
        assertThat(shop.last().sql()).isEqualTo("SELECT count(*) FROM \"5\"\" pipes\";");
    }

    @Test
    void a_name_with_a_dot_is_written_in_quotes() {
        assertThatThrownBy(() ->
                        assertThat(shop).table("\"odd.name\"").column("select").hasNoNulls())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"odd.name\".ctid:  (0,1)\n"
                        + "All:  SELECT ctid FROM \"odd.name\" WHERE \"select\" IS NULL;");
        assertThatThrownBy(() -> assertThat(shop).table("odd.name").isNotEmpty())
                .hasMessageContaining("there is no table odd.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders; DROP TABLE orders",
                "orders\" ; DROP TABLE orders; --",
                "\"orders\" WHERE false",
                "orders'",
                "(SELECT 1)",
                "pg_sleep(100)",
                "a.b.c.d",
                "",
                "\"",
                "."
            })
    void nothing_that_is_written_as_a_name_becomes_sql(String name) {
        assertThatThrownBy(() -> assertThat(shop).table(name).isNotEmpty())
                .isNotInstanceOf(NullPointerException.class)
                .hasMessageMatching("(?s)(FAIL|INCONCLUSIVE)  orders.*but .*");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column(name).isUnique())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no column orders." + name + " in the restored database");
        assertThat(shop).table("orders").hasRowCountBetween(2, 2);
    }

    @Test
    void what_is_missing_is_named_with_names_that_are_near() {
        assertThatThrownBy(() -> assertThat(shop).table("ordrs").isNotEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule ordrs-not-empty
                        Expecting  ordrs  to have rows
                        but there is no table ordrs in the restored database (object missing); near names: orders.""");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("ix").hasNoNulls())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "no column orders.ix in the restored database (object missing); near names: orders.id.");
        assertThatThrownBy(() -> assertThat(shop).table("orders").column("id").references("customers", "id"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no table customers");
    }

    @Test
    void what_has_no_rows_in_this_backup_is_no_table() {
        shop.plant(
                "CREATE EXTENSION file_fdw",
                "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
                "CREATE FOREIGN TABLE remote (id int) SERVER files OPTIONS (filename '/dev/null')");
        assertThatThrownBy(() -> assertThat(shop).table("orders_pkey").isNotEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("orders_pkey is not a table, but an index");
        assertThatThrownBy(() -> assertThat(shop).table("remote").isNotEmpty())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("remote is not a table, but a foreign table, whose rows are not in this backup");
    }

    @Test
    void views_and_partitions_are_tables_too() {
        shop.plant(
                "CREATE VIEW seen AS SELECT * FROM orders",
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (1) TO (10)",
                "INSERT INTO parted VALUES (1)");
        assertThat(shop).table("seen").hasRowCountBetween(2, 2).column("id").isUnique();
        assertThatThrownBy(() -> assertThat(shop).table("parted").hasNoRowsWhere("id = 1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 1 rows are like that");
        assertThatThrownBy(() -> assertThat(shop).table("seen").hasNoRowsWhere("id = 1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("All:  SELECT * FROM (SELECT * FROM seen OFFSET 0) AS seen WHERE (id = 1);");
    }
}

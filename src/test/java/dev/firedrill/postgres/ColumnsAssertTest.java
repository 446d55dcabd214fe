package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RulesCluster.class)
class ColumnsAssertTest {
    private RulesDatabase shop;

    @BeforeEach
    void clean_shop(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE items (order_id int, \"Line\" int, sku text, PRIMARY KEY (order_id, \"Line\"))",
                "INSERT INTO items SELECT n / 3, n % 3, 's' || n FROM generate_series(0, 299) n",
                "CREATE TABLE parcels (id int PRIMARY KEY, order_id int, line int,"
                        + " FOREIGN KEY (order_id, line) REFERENCES items)",
                "INSERT INTO parcels SELECT n, n / 3, n % 3 FROM generate_series(0, 99) n",
                "INSERT INTO parcels VALUES (100, NULL, 1), (101, 999, NULL), (102, NULL, NULL)");
    }

    private void passes() {
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop.last().value()).isZero();
    }

    private void references() {
        assertThat(shop).table("parcels").columns("order_id", "line").references("items", "order_id", "Line");
    }

    @Test
    void keys_that_hold_pass_and_a_key_with_a_null_in_it_names_nothing() {
        references();
        passes();
        assertThat(shop.last().description())
                .isEqualTo("every parcels.(order_id, line) to exist in items.(order_id, Line)"
                        + " (rows with a NULL not counted: 3)");
    }

    @Test
    void each_verb_leads_on_to_the_next_and_to_other_columns_and_tables() {
        assertThat(shop)
                .table("items")
                .columns("order_id", "Line")
                .because("keys")
                .isUnique()
                .hasNoNulls()
                .references("items", "order_id", "Line")
                .column("sku")
                .isUnique()
                .column("order_id")
                .hasNoNulls()
                .table("parcels")
                .columns("order_id", "line")
                .table("items")
                .isNotEmpty();

        assertThat(shop.outcomes)
                .extracting(RuleOutcome::description)
                .containsExactly(
                        "items.(order_id, Line) to be unique (rows with a NULL not counted: 0)",
                        "no NULL in items.(order_id, Line)",
                        "every items.(order_id, Line) to exist in items.(order_id, Line)"
                                + " (rows with a NULL not counted: 0)",
                        "items.sku to be unique (NULLs not counted: 0)",
                        "no NULL in items.order_id",
                        "items to have rows");
    }

    @Test
    void rows_that_share_a_value_stand_side_by_side_in_the_order_of_their_keys() {
        shop.plant(
                "CREATE TABLE codes (id int PRIMARY KEY, code int)",
                "INSERT INTO codes VALUES (3, 5), (4, 4), (1, 5), (2, 4)");

        assertThatThrownBy(() -> assertThat(shop).table("codes").column("code").isUnique())
                .hasMessageContaining("codes.id -> code:  2 -> 4, 4 -> 4, 1 -> 5 ... 4 of 4, all in the report");
        assertThat(shop.last().samples()).containsExactly("2 -> 4", "4 -> 4", "1 -> 5", "3 -> 5");
    }

    @Test
    void keys_that_name_nothing_are_found_though_each_of_their_values_exists() {
        shop.plant(
                "SET session_replication_role = replica",
                "INSERT INTO parcels VALUES (200, 99, 7), (201, 7, 0), (202, 99, 7)",
                "DELETE FROM items WHERE (order_id, \"Line\") = (7, 0)");
        assertThatThrownBy(this::references)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule parcels-order_id-line-481d70-references-items-order_id-Line-2876ff
                        Expecting every  parcels.(order_id, line)  to exist in  items.(order_id, Line)   (rows with a NULL not counted: 3)
                        but 4 of 106 rows name 2 items that are missing; allowed: 0.
                          parcels.id -> (order_id, line):  21 -> (7, 0), 200 -> (99, 7), 201 -> (7, 0) ... 4 of 4, all in the report
                        Hint: the foreign key is VALID, so rows were lost after validation: restore damage or disabled triggers.
                        All:  SELECT p.id, p.order_id, p.line FROM parcels p LEFT JOIN items i ON i.order_id = p.order_id AND i."Line" = p.line WHERE num_nulls(p.order_id, p.line) = 0 AND i.order_id IS NULL;""");
        assertThat(shop.last().value()).isEqualTo(4);
    }

    @Test
    void a_foreign_key_over_other_columns_is_none() {
        shop.plant("INSERT INTO parcels VALUES (200, 5, 2)");
        assertThatThrownBy(() -> assertThat(shop)
                        .table("parcels")
                        .columns("line", "order_id")
                        .references("items", "order_id", "Line"))
                .hasMessageContaining("Hint: there is no foreign key from parcels.(line, order_id) to"
                        + " items.(order_id, \"Line\"), so the source may have the same offences.");
    }

    @Test
    void as_many_columns_are_named_on_both_sides() {
        assertThatThrownBy(() -> assertThat(shop)
                        .table("parcels")
                        .columns("order_id", "line")
                        .references("items", "order_id"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("a key of 2 cannot name a key of 1");
        assertThat(shop.told).isEmpty();
    }

    @Test
    void values_that_are_unique_together_pass() {
        assertThat(shop).table("items").columns("order_id", "Line").isUnique();
        passes();
        assertThat(shop).table("parcels").columns("order_id", "line").isUnique();
        passes();
        assertThat(shop.last().description())
                .isEqualTo("parcels.(order_id, line) to be unique (rows with a NULL not counted: 3)");
    }

    @Test
    void values_that_occur_together_twice_are_found() {
        shop.plant("INSERT INTO parcels VALUES (200, 5, 2), (201, 5, 1), (202, 5, 2)");
        assertThatThrownBy(() -> assertThat(shop)
                        .table("parcels")
                        .columns("order_id", "line")
                        .isUnique())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule parcels-order_id-line-481d70-unique
                        Expecting  parcels.(order_id, line)  to be unique   (rows with a NULL not counted: 3)
                        but 5 of 106 rows share 2 values; allowed: 0.
                          parcels.id -> (order_id, line):  16 -> (5, 1), 201 -> (5, 1), 17 -> (5, 2) ... 5 of 5, all in the report
                        All:  SELECT id, order_id, line FROM parcels WHERE (order_id, line) IN (SELECT order_id, line FROM parcels GROUP BY order_id, line HAVING count(*) > 1);""");
    }

    @Test
    void a_null_among_them_is_found() {
        assertThat(shop).table("items").columns("order_id", "Line").hasNoNulls();
        passes();
        assertThatThrownBy(() -> assertThat(shop)
                        .table("parcels")
                        .columns("order_id", "line")
                        .hasNoNulls())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule parcels-order_id-line-481d70-no-nulls
                        Expecting no NULL in  parcels.(order_id, line)
                        but 3 of 103 rows have one; allowed: 0.
                          parcels.id -> (order_id, line):  100 -> (NULL, 1), 101 -> (999, NULL), 102 -> (NULL, NULL)
                        All:  SELECT id, order_id, line FROM parcels WHERE num_nulls(order_id, line) > 0;""");
    }

    @Test
    void a_column_that_is_missing_is_named() {
        assertThatThrownBy(() -> assertThat(shop)
                        .table("parcels")
                        .columns("order_id", "lin")
                        .isUnique())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("there is no column parcels.lin in the restored database (object missing);"
                        + " near names: parcels.line");
    }
}

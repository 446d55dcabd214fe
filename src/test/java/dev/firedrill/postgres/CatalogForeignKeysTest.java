package dev.firedrill.postgres;

import static dev.firedrill.postgres.catalog.CatalogRule.FOREIGN_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every foreign key of the catalog, with rows that came past it. */
@ExtendWith(RulesCluster.class)
class CatalogForeignKeysTest {
    private static final String PAST_TRIGGERS = "SET session_replication_role = replica";

    private final RulesDatabase orders;

    CatalogForeignKeysTest(RulesDatabase orders) {
        this.orders = orders;
    }

    @BeforeEach
    void a_clean_database() {
        orders.plant(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "INSERT INTO customers SELECT generate_series(1, 10)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers)",
                "INSERT INTO orders SELECT n, nullif(n % 11, 0) FROM generate_series(1, 40) n");
    }

    private void assertHolds() {
        assertThat(orders).keeps(FOREIGN_KEYS);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.PASS);
    }

    private void assertBroken(String message) {
        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    @Test
    void a_parent_that_was_deleted_behind_disabled_triggers_is_found() {
        assertHolds();
        orders.plant(PAST_TRIGGERS, "DELETE FROM customers WHERE id IN (3, 7)");
        orders.lastPass = "2026-11-15: 0";

        assertBroken(
                """
                FAIL  orders · latest · backup B1 · rule catalog-foreign-keys
                Expecting every foreign key to hold in the data
                but 1 of 1 foreign key does not; last pass 2026-11-15: 0.
                  orders_customer_id_fkey of orders: 8 of 40 rows name keys that customers does not have
                    orders.id -> customer_id:  3 -> 3, 7 -> 7, 14 -> 3 ... 8 of 8, all in the report
                Hint: a foreign key that is VALID was broken after validation: restore damage or disabled triggers.
                All:  SELECT c.id, c.customer_id FROM ONLY orders AS c WHERE num_nulls(c.customer_id) = 0\
                 AND NOT EXISTS (SELECT FROM ONLY customers AS p WHERE p.id OPERATOR(pg_catalog.=) c.customer_id);""");
        assertThat(orders.last().samples())
                .hasSize(8)
                .startsWith("orders.id -> customer_id: 3 -> 3", "orders.id -> customer_id: 7 -> 7");
        assertThat(orders.last().value()).isEqualTo(1);
    }

    @Test
    void keys_are_shown_as_the_system_says() {
        orders.plant(PAST_TRIGGERS, "DELETE FROM customers WHERE id = 3");
        orders.samples = Samples.NONE;

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS)).hasMessageNotContaining("14 -> 3");
        assertThat(orders.last().samples()).isEmpty();

        orders.samples = Samples.HASHED;
        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .hasMessageContaining("orders.id -> customer_id:  4e07408562be -> 4e07408562be");
    }

    @Test
    void one_that_is_not_valid_only_warns() {
        orders.plant(
                "CREATE TABLE notes (id int, order_id int)",
                "INSERT INTO notes VALUES (1, 1), (2, 99)",
                "ALTER TABLE notes ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID");

        assertThat(orders).keeps(FOREIGN_KEYS);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(orders.last().message())
                .isEqualTo(
                        """
                        WARN  orders · latest · backup B1 · rule catalog-foreign-keys
                        Expecting every foreign key to hold in the data
                        but 1 of 2 foreign keys does not.
                          notes_order_id_fkey of notes: 1 of 2 rows names a key that orders does not have (it is NOT VALID:\
                         older rows were never checked, the source may have the same)
                            notes.ctid -> order_id:  (0,2) -> 99
                        All:  SELECT c.ctid, c.order_id FROM ONLY notes AS c WHERE num_nulls(c.order_id) = 0\
                         AND NOT EXISTS (SELECT FROM ONLY orders AS p WHERE p.id OPERATOR(pg_catalog.=) c.order_id);""");
    }

    @Test
    void one_that_was_called_valid_by_hand_is_a_failure() {
        orders.plant(
                "CREATE TABLE notes (id int, order_id int)",
                "INSERT INTO notes VALUES (1, 1), (2, 99)",
                "ALTER TABLE notes ADD FOREIGN KEY (order_id) REFERENCES orders NOT VALID",
                "SET allow_system_table_mods = on",
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'notes_order_id_fkey'");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("notes.ctid -> order_id:  (0,2) -> 99");
    }

    @Test
    void composite_keys_are_whole_or_not_and_match_full_forbids_half() {
        orders.plant(
                "CREATE TABLE places (country text, city text, PRIMARY KEY (country, city))",
                "INSERT INTO places VALUES ('de', 'Ulm'), ('fr', 'Ulm')",
                "CREATE TABLE simple (id int PRIMARY KEY, country text, city text, FOREIGN KEY (country, city) REFERENCES places)",
                "CREATE TABLE \"Full\" (id int PRIMARY KEY, country text, city text,"
                        + " FOREIGN KEY (country, city) REFERENCES places MATCH FULL)",
                "INSERT INTO simple VALUES (1, 'de', 'Ulm'), (2, 'xx', NULL), (3, NULL, NULL)",
                "INSERT INTO \"Full\" VALUES (1, 'de', 'Ulm'), (3, NULL, NULL)");
        assertHolds();
        orders.plant(
                PAST_TRIGGERS,
                "INSERT INTO simple VALUES (4, 'de', 'Bonn')",
                "INSERT INTO \"Full\" VALUES (4, 'de', 'Bonn'), (5, 'de', NULL)");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .hasMessageContaining("but 3 of 3 foreign keys do not.\n")
                .hasMessageContaining(
                        "  \"Full_country_city_fkey\" of \"Full\": 1 of 4 rows names a key that places does not have\n"
                                + "    \"Full\".id -> (country, city):  4 -> (de, Bonn)\n"
                                + "  \"Full_country_city_fkey\" of \"Full\": 1 of 4 rows is NULL in part, which MATCH FULL forbids\n"
                                + "    \"Full\".id -> (country, city):  5 -> (de, NULL)\n"
                                + "  simple_country_city_fkey of simple: 1 of 4 rows names a key that places does not have\n"
                                + "    simple.id -> (country, city):  4 -> (de, Bonn)\n");
    }

    @Test
    void a_table_that_refers_to_itself_and_a_deferrable_key_are_looked_at() {
        orders.plant(
                "CREATE TABLE staff (id int PRIMARY KEY, boss int REFERENCES staff DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO staff VALUES (1, 1), (2, 1), (3, 2)");
        assertHolds();
        orders.plant(PAST_TRIGGERS, "DELETE FROM staff WHERE id = 2");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .hasMessageContaining("staff.id -> boss:  3 -> 2");
    }

    @Test
    void partitions_are_part_of_their_table_on_both_sides() {
        orders.plant(
                "CREATE TABLE events (id int, day int, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
                "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (10)",
                "CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20)",
                "INSERT INTO events VALUES (1, 1), (2, 15)",
                "CREATE TABLE marks (id int, event int, day int, FOREIGN KEY (event, day) REFERENCES events) PARTITION BY LIST (id)",
                "CREATE TABLE marks_1 PARTITION OF marks FOR VALUES IN (1, 2)",
                "CREATE TABLE marks_2 PARTITION OF marks DEFAULT",
                "INSERT INTO marks VALUES (1, 1, 1), (2, 2, 15), (3, 2, 15)");
        assertHolds();
        orders.plant(PAST_TRIGGERS, "DELETE FROM events WHERE id = 2");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .hasMessageContaining("but 1 of 2 foreign keys does not.")
                .hasMessageContaining(
                        "marks.(tableoid::regclass, ctid) -> (event, day):  (marks_1, (0,2)) -> (2, 15), (marks_2, (0,1)) -> (2, 15)");
    }

    @Test
    void rows_of_tables_that_inherit_are_not_meant() {
        orders.plant(
                "CREATE TABLE vip () INHERITS (customers)",
                "INSERT INTO vip VALUES (77)",
                "CREATE TABLE old_orders () INHERITS (orders)",
                "INSERT INTO old_orders VALUES (1, 500)");
        assertHolds();
        orders.plant(PAST_TRIGGERS, "UPDATE ONLY orders SET customer_id = 77 WHERE id = 5");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS)).hasMessageContaining("5 -> 77");
    }

    @Test
    void columns_of_other_types_and_collations_are_compared_as_the_engine_does() {
        orders.plant(
                "CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE tags (name text COLLATE caseless PRIMARY KEY, number numeric UNIQUE)",
                "INSERT INTO tags VALUES ('Red', 1), ('Blue', 2)",
                "CREATE TABLE uses (id int PRIMARY KEY, tag varchar(9) COLLATE \"C\" REFERENCES tags, number int REFERENCES tags (number))",
                "INSERT INTO uses VALUES (1, 'red', 2)");
        assertHolds();
        orders.plant(PAST_TRIGGERS, "INSERT INTO uses VALUES (2, 'green', 3)");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .hasMessageContaining("uses.id -> number:  2 -> 3")
                .hasMessageContaining("uses.id -> tag:  2 -> green");
    }

    @Test
    void an_index_that_lost_the_parent_or_still_has_it_is_not_asked() {
        orders.plant(
                "SET allow_system_table_mods = on",
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'customers_pkey'::regclass",
                "SET session_replication_role = replica",
                "INSERT INTO customers VALUES (99)",
                "UPDATE orders SET customer_id = 99 WHERE id = 1",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'customers_pkey'::regclass");

        assertHolds();
    }
}

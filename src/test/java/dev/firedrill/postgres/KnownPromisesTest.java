package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.rules.Breaches;
import dev.firedrill.rules.KeysFile;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.OffendingRows;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the catalog whose offenders are known: only new ones break them, and nothing is excused that has no name. */
@ExtendWith(RulesCluster.class)
class KnownPromisesTest {
    private static final String TERMS = "(owner dba, until 2099-03-01: OPS-41)";

    @TempDir
    private Path directory;

    private RulesDatabase shop;

    @BeforeEach
    void shop_with_two_broken_foreign_keys(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers)",
                "CREATE TABLE lines (order_id int REFERENCES orders, line text, PRIMARY KEY (order_id, line))",
                "SET session_replication_role = replica",
                "INSERT INTO customers SELECT generate_series(1, 100)",
                "INSERT INTO orders SELECT n, n FROM generate_series(1, 103) n",
                "INSERT INTO lines SELECT n, 'a,b' FROM generate_series(100, 105) n");
    }

    private void known(CatalogRule rule, String until, String keys) throws IOException {
        Files.writeString(directory.resolve("known.csv"), keys);
        var yaml =
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known: [{rule: "%s", keys: known.csv, owner: dba, until: %s, why: OPS-41}]
                """
                        .formatted(rule.id(), until);
        var file = Files.writeString(directory.resolve("firedrill.yaml"), yaml);
        shop.known = KnownOffences.of(ConfigurationReader.read(file).system("shop", "test"))
                .noting(directory);
    }

    /** As firedrill known add does it. */
    private Breaches.Named freeze(CatalogRule rule, Samples samples) throws IOException {
        var named = rule.offenders(shop, KeysFile.MOST + 1);
        var file = directory.resolve("frozen.csv");
        KeysFile.of(new OffendingRows(Breaches.COLUMNS, named.offenders()), samples)
                .write(file);
        known(rule, "2099-03-01", Files.readString(file));
        return named;
    }

    private String frozen() throws IOException {
        return Files.readString(directory.resolve("known.csv"));
    }

    private void check(CatalogRule rule) {
        assertThat(shop).keeps(rule);
    }

    private String message() {
        return shop.last().message();
    }

    @Test
    void known_rows_alone_are_a_warning_that_names_them_with_owner_and_last_day() throws IOException {
        freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        assertThat(frozen())
                .isEqualTo(
                        """
                        promise,key,row
                        "lines_order_id_fkey of lines","(order_id, line)","104,""a,b""\"
                        "lines_order_id_fkey of lines","(order_id, line)","105,""a,b""\"
                        "orders_customer_id_fkey of orders",id,101
                        "orders_customer_id_fkey of orders",id,102
                        "orders_customer_id_fkey of orders",id,103
                        """);

        check(CatalogRule.FOREIGN_KEYS);

        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(message())
                .isEqualTo(
                        """
                        WARN  orders · latest · backup B1 · rule catalog-foreign-keys
                        Expecting every foreign key to hold in the data
                        but 2 of 2 foreign keys do not: 0 new, 5 known (owner dba, until 2099-03-01: OPS-41).
                          lines_order_id_fkey of lines: 2 of 6 rows name keys that orders does not have: 0 new, 2 known
                            known lines.(order_id, line) -> order_id:  (104, a,b) -> 104, (105, a,b) -> 105
                          orders_customer_id_fkey of orders: 3 of 103 rows name keys that customers does not have: 0 new, 3 known
                            known orders.id -> customer_id:  101 -> 101, 102 -> 102, 103 -> 103
                        All:  SELECT c.order_id, c.line, c.order_id FROM ONLY lines AS c WHERE num_nulls(c.order_id) = 0 AND NOT EXISTS (SELECT FROM ONLY orders AS p WHERE p.id OPERATOR(pg_catalog.=) c.order_id);
                              SELECT c.id, c.customer_id FROM ONLY orders AS c WHERE num_nulls(c.customer_id) = 0 AND NOT EXISTS (SELECT FROM ONLY customers AS p WHERE p.id OPERATOR(pg_catalog.=) c.customer_id);""");
        assertThat(shop.last().bounds()).isEqualTo("at most 0 beside 5 known " + TERMS);
        assertThat(shop.last().samples()).contains("known orders.id -> customer_id: 101 -> 101");
        assertThat(shop.last().elapsed()).isPositive();
    }

    @Test
    void a_new_row_fails_and_is_named_beside_the_known_and_a_healed_one_is_told() throws IOException {
        freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        shop.plant(
                "SET session_replication_role = replica",
                "INSERT INTO orders VALUES (200, 777)",
                "UPDATE orders SET customer_id = 1 WHERE id = 101");

        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "but 2 of 2 foreign keys do not: 1 new, 4 known " + TERMS + ".\n"
                                + "  FAIL orders_customer_id_fkey of orders: 3 of 104 rows name keys that customers does not have:"
                                + " 1 new, 2 known\n"
                                + "    new orders.id -> customer_id:  200 -> 777\n"
                                + "  WARN lines_order_id_fkey of lines: 2 of 6 rows name keys that orders does not have: 0 new, 2 known\n")
                .hasMessageContaining(
                        "\nHealed: 1 of 5 known: (orders_customer_id_fkey of orders, id, 101)."
                                + " If this is the newest state, strike them: firedrill known strike shop catalog-foreign-keys\n");
    }

    @Test
    void all_healed_is_a_warning_and_after_the_last_day_all_of_them_fail_again() throws IOException {
        freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        known(CatalogRule.FOREIGN_KEYS, "2026-01-31", frozen());
        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("they were known until 2026-01-31 (owner dba: OPS-41), which is over");

        known(CatalogRule.FOREIGN_KEYS, "2099-03-01", frozen());
        shop.plant("DELETE FROM lines WHERE order_id > 103", "DELETE FROM lines", "DELETE FROM orders WHERE id > 100");
        check(CatalogRule.FOREIGN_KEYS);
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(message())
                .contains("but it holds: none of the 5 that are known " + TERMS + " offends.\nHealed: 5 of 5");
    }

    @Test
    void hashed_names_compare_and_show_nothing() throws IOException {
        shop.samples = Samples.HASHED;
        freeze(CatalogRule.FOREIGN_KEYS, Samples.HASHED);
        assertThat(frozen()).startsWith("\"sha256 of promise, key, row\"\n").doesNotContain("orders");

        check(CatalogRule.FOREIGN_KEYS);
        assertThat(message()).contains("0 new, 5 known").doesNotContain("101 -> 101");
    }

    @Test
    void a_key_that_two_rows_shared_and_three_share_now_is_new_once() throws IOException {
        shop.plant(
                "CREATE TABLE mails (id int PRIMARY KEY, mail text UNIQUE)",
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'mails_mail_key'::regclass",
                "INSERT INTO mails VALUES (1, 'a@x'), (2, 'a@x')",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'mails_mail_key'::regclass");
        freeze(CatalogRule.UNIQUE_KEYS, Samples.KEYS);
        assertThat(frozen())
                .isEqualTo(
                        "promise,key,row\n\"mails_mail_key of mails\",mail,a@x\n\"mails_mail_key of mails\",mail,a@x\n");
        check(CatalogRule.UNIQUE_KEYS);
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);

        shop.plant(
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'mails_mail_key'::regclass",
                "INSERT INTO mails VALUES (3, 'a@x')",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'mails_mail_key'::regclass");
        assertThatThrownBy(() -> check(CatalogRule.UNIQUE_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mails_mail_key of mails: 1 key is in 3 rows: 1 new, 2 known\n"
                        + "    new mails.mail -> rows:  a@x -> 3\n");
    }

    @Test
    void things_of_the_catalog_are_known_by_what_is_said_of_them() throws IOException {
        shop.plant(
                "SET allow_system_table_mods = on",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'orders_pkey'::regclass");
        freeze(CatalogRule.INDEXES, Samples.KEYS);
        assertThat(frozen()).isEqualTo("promise,key,row\n\"orders_pkey of orders: not valid\",\"\",\"\"\n");
        check(CatalogRule.INDEXES);
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(message())
                .contains("but 1 of 3 indexes is not: 0 new, 1 known " + TERMS + ".\n"
                        + "  orders_pkey of orders: not valid (known)");

        shop.plant("UPDATE pg_index SET indisready = false WHERE indexrelid = 'orders_pkey'::regclass");
        assertThatThrownBy(() -> check(CatalogRule.INDEXES))
                .as("another fault of the same index")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 new, 0 known");
    }

    @Test
    void a_sequence_that_is_behind_is_known_by_its_name_whatever_its_next_number() throws IOException {
        shop.plant("CREATE TABLE bills (id serial PRIMARY KEY)", "INSERT INTO bills SELECT generate_series(1, 10)");
        freeze(CatalogRule.SEQUENCES, Samples.KEYS);
        assertThat(frozen()).isEqualTo("promise,key,row\n\"bills_id_seq for bills.id\",\"\",\"\"\n");
        shop.plant("SELECT setval('bills_id_seq', 2)", "INSERT INTO bills SELECT generate_series(11, 12)");

        check(CatalogRule.SEQUENCES);

        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(message())
                .contains(
                        "  bills_id_seq for bills.id: its next value is 3, which was reached by 10 of 12 rows (known)");
        shop.plant("CREATE TABLE notes (id serial PRIMARY KEY)", "INSERT INTO notes VALUES (5)");
        assertThatThrownBy(() -> check(CatalogRule.SEQUENCES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 new, 1 known")
                .hasMessageContaining("  FAIL notes_id_seq for notes.id: ");
    }

    @Test
    void rows_that_are_named_by_their_place_are_excused_by_nothing() throws IOException {
        shop.plant(
                "SET session_replication_role = replica",
                "CREATE TABLE keyless (customer_id int REFERENCES customers)",
                "INSERT INTO keyless VALUES (4711)");
        var named = freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        assertThat(named.nameless())
                .containsExactly("keyless_customer_id_fkey of keyless:"
                        + " rows without a primary key are named by their place, which they do not keep");

        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0 new, 5 known")
                .hasMessageContaining("  FAIL keyless_customer_id_fkey of keyless: 1 of 1 row names")
                .hasMessageContaining(
                        "Hint: known excuses nothing of: keyless_customer_id_fkey of keyless: rows without");
    }

    @Test
    void what_could_not_be_judged_stays_inconclusive_and_nothing_is_called_healed() throws IOException {
        freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        shop.plant(
                "ALTER TABLE lines DROP CONSTRAINT lines_order_id_fkey",
                "CREATE TABLE slow (id int PRIMARY KEY, customer_id int REFERENCES customers)",
                "ALTER TABLE slow ENABLE ROW LEVEL SECURITY");

        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("but 2 of 2 foreign keys do not: 0 new, 3 known")
                .hasMessageContaining("  INCONCLUSIVE slow_customer_id_fkey of slow: it cannot be told: 42501")
                .hasMessageContaining("  WARN orders_customer_id_fkey of orders")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Healed"));
        assertThat(CatalogRule.FOREIGN_KEYS.offenders(shop, 10).isComplete()).isFalse();
    }

    @Test
    void damage_stays_damage() throws IOException {
        freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        var damaged = shop.copy();
        damaged.known = shop.known;
        var content = Files.readAllBytes(damaged.file("orders"));
        content[4000] ^= 0x55;
        Files.write(damaged.file("orders"), content);
        shop = damaged;

        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS)).isInstanceOf(BackupUnusable.class);
    }

    @Test
    void a_new_one_is_found_behind_all_that_a_message_shows() throws IOException {
        shop.plant(
                "SET session_replication_role = replica",
                "DO $$ BEGIN FOR n IN 1..30 LOOP EXECUTE format('CREATE TABLE child_%s (id int PRIMARY KEY, parent int"
                        + " REFERENCES customers)', n); EXECUTE format('INSERT INTO child_%s VALUES (1, 999)', n);"
                        + " END LOOP; END $$");
        freeze(CatalogRule.FOREIGN_KEYS, Samples.KEYS);
        check(CatalogRule.FOREIGN_KEYS);
        assertThat(message()).contains("but 32 of 32 foreign keys do not; here are 20: 0 new, 35 known");

        shop.plant("SET session_replication_role = replica", "INSERT INTO child_9 VALUES (2, 999)");
        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("  FAIL child_9_parent_fkey of child_9: 2 of 2 rows name keys that customers does"
                        + " not have: 1 new, 1 known\n    new child_9.id -> parent:  2 -> 999\n");

        shop.plant(
                "SET session_replication_role = replica",
                "CREATE TABLE later (id int PRIMARY KEY, parent int REFERENCES customers)",
                "INSERT INTO later VALUES (7, 999)");
        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .as("one of which none is known, and none was among the first")
                .hasMessageContaining(
                        "  FAIL later_parent_fkey of later: 1 of 1 row names a key that customers does not"
                                + " have: 1 new, 0 known\n    new later.id -> parent:  7 -> 999\n");
    }

    @Test
    void no_more_are_read_than_are_asked_for() {
        assertThat(CatalogRule.FOREIGN_KEYS.offenders(shop, 3).offenders()).hasSize(3);
        assertThat(CatalogRule.FOREIGN_KEYS.offenders(shop, 5).offenders()).hasSize(5);
    }

    @Test
    void a_list_with_other_columns_excuses_nothing() throws IOException {
        known(CatalogRule.FOREIGN_KEYS, "2099-03-01", "id\n101\n");

        assertThatThrownBy(() -> check(CatalogRule.FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("known has no effect (" + directory.resolve("firedrill.yaml")
                        + ":5: systems.shop.known[0]): known.csv names its keys by [id],"
                        + " and the rule names rows by [promise, key, row]. Remove it, or freeze the rule anew.");
    }

    @Test
    void every_kind_of_promise_can_be_known() throws IOException {
        shop.plant(
                "CREATE TABLE odd (id int PRIMARY KEY, n int NOT NULL, m int CONSTRAINT positive CHECK (m > 0),"
                        + " during int4range, EXCLUDE USING gist (during WITH &&))",
                "ALTER TABLE odd DROP CONSTRAINT positive, ALTER n DROP NOT NULL",
                "SET allow_system_table_mods = on",
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'odd_during_excl'::regclass",
                "INSERT INTO odd VALUES (1, NULL, -1, '[1,5)'), (2, NULL, -1, '[3,9)')",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'odd_during_excl'::regclass",
                "ALTER TABLE odd ADD CONSTRAINT positive CHECK (m > 0) NOT VALID",
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'positive'",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'odd'::regclass AND attname = 'n'",
                "CREATE MATERIALIZED VIEW never AS SELECT 1 AS a WITH NO DATA",
                "CREATE TABLE files (id int PRIMARY KEY, content oid)",
                "SELECT lo_create(4242)",
                "CREATE TABLE lost (id int PRIMARY KEY, customer_id int REFERENCES customers)",
                "DELETE FROM pg_trigger WHERE tgrelid IN ('lost'::regclass, 'customers'::regclass)",
                "UPDATE pg_class SET relowner = 999999 WHERE relname = 'lost'");
        for (var rule : List.of(
                CatalogRule.NOT_NULL,
                CatalogRule.CHECK_CONSTRAINTS,
                CatalogRule.EXCLUSION_CONSTRAINTS,
                CatalogRule.TRIGGERS,
                CatalogRule.MATERIALIZED_VIEWS,
                CatalogRule.LARGE_OBJECTS,
                CatalogRule.OWNERS_AND_GRANTS)) {
            var named = freeze(rule, Samples.KEYS);
            assertThat(named.isComplete()).as(rule.id()).isTrue();
            assertThat(named.offenders()).as(rule.id()).isNotEmpty();
            check(rule);
            assertThat(shop.last().verdict()).as(rule.id()).isEqualTo(Verdict.WARN);
            assertThat(message()).as(rule.id()).contains(": 0 new, ", TERMS);
        }
    }
}

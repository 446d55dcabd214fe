package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.rules.KeysFile;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.OffenceQueries;
import dev.firedrill.rules.RuleId;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules whose offenders are known, on real rows: only new ones break them. */
@ExtendWith(RulesCluster.class)
class KnownOffencesTest {
    private static final String RULE = "orders-customer_id-references-customers-id";

    @TempDir
    private Path directory;

    private RulesDatabase shop;

    @BeforeEach
    void shop_with_three_orphans(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int, email text)",
                "INSERT INTO customers SELECT generate_series(1, 100)",
                "INSERT INTO orders SELECT n, n, 'secret' || n FROM generate_series(1, 103) n");
    }

    private void known(String rule, String until, String keys) throws IOException {
        Files.writeString(directory.resolve("orders.csv"), keys);
        var yaml =
                """
                systems:
                  shop:
                    engine: postgresql
                    backup: {type: sample}
                    known: [{rule: "%s", keys: orders.csv, owner: dba, until: %s, why: OPS-41}]
                """
                        .formatted(rule, until);
        var file = Files.writeString(directory.resolve("firedrill.yaml"), yaml);
        shop.known = KnownOffences.of(ConfigurationReader.read(file).system("shop", "test"))
                .noting(directory);
    }

    private void check() {
        assertThat(shop).table("orders").column("customer_id").references("customers", "id");
    }

    @Test
    void known_ones_alone_are_a_warning_that_names_them() throws IOException {
        known(RULE, "2099-03-01", "id\n103\n101\n102\n");
        shop.lastPass = "2026-11-15: 0";

        check();

        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message())
                .isEqualTo(
                        """
                        WARN  orders · latest · backup B1 · rule orders-customer_id-references-customers-id
                        Expecting every  orders.customer_id  to exist in  customers.id   (NULLs not counted: 0)
                        but 3 of 103 rows name 3 customers that are missing: 0 new, 3 known (owner dba, until 2099-03-01: OPS-41); allowed: 0 new; last pass 2026-11-15: 0.
                          known orders.id -> customer_id:  101 -> 101, 102 -> 102, 103 -> 103
                        Hint: there is no foreign key from orders.customer_id to customers.id, so the source may have the same offences.
                        All:  SELECT o.id, o.customer_id FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.customer_id IS NOT NULL AND c.id IS NULL;""");
        assertThat(shop.last().value()).isEqualTo(3);
        assertThat(shop.last().bounds()).isEqualTo("at most 0 beside 3 known (owner dba, until 2099-03-01: OPS-41)");
        assertThat(shop.last().samples()).containsExactly("101 -> 101", "102 -> 102", "103 -> 103");
    }

    @Test
    void a_new_one_fails_and_is_named_and_a_healed_one_is_told() throws IOException {
        known(RULE, "2099-03-01", "id\n101\n7\n103\n");

        assertThatThrownBy(this::check)
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-customer_id-references-customers-id
                        Expecting every  orders.customer_id  to exist in  customers.id   (NULLs not counted: 0)
                        but 3 of 103 rows name 3 customers that are missing: 1 new, 2 known (owner dba, until 2099-03-01: OPS-41); allowed: 0 new.
                          new orders.id -> customer_id:  102 -> 102
                        Healed: 1 of 3 known: 7. If this is the newest state, strike them: firedrill known strike shop orders-customer_id-references-customers-id
                        Hint: there is no foreign key from orders.customer_id to customers.id, so the source may have the same offences.
                        All:  SELECT o.id, o.customer_id FROM orders o LEFT JOIN customers c ON c.id = o.customer_id WHERE o.customer_id IS NOT NULL AND c.id IS NULL;""");
        assertThat(shop.last().samples()).containsExactly("102 -> 102");
    }

    @Test
    void one_that_is_new_is_found_behind_all_samples() throws IOException {
        shop.plant("INSERT INTO orders SELECT n, n FROM generate_series(200, 399) n");
        var keys = IntStream.concat(IntStream.rangeClosed(101, 103), IntStream.rangeClosed(200, 398))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("\n", "id\n", "\n"));
        known(RULE, "2099-03-01", keys);

        assertThatThrownBy(this::check)
                .hasMessageContaining("1 new, 202 known (owner dba, until 2099-03-01: OPS-41); allowed: 0 new.\n"
                        + "  new orders.id -> customer_id:  399 -> 399\n");
    }

    @Test
    void known_ones_that_are_all_healed_are_a_warning_for_the_list_excuses_nothing_any_more() throws IOException {
        shop.plant("DELETE FROM orders WHERE id > 100");
        known(RULE, "2099-03-01", "id\n101\n102\n");

        check();

        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message())
                .contains("but it holds: none of the 2 that are known (owner dba, until 2099-03-01: OPS-41) offends.\n"
                        + "Healed: 2 of 2 known: 101, 102. If this is the newest state, strike them: firedrill known strike shop "
                        + RULE + "\n");
    }

    @Test
    void rules_that_are_evaluated_together_are_compared_one_by_one() throws IOException {
        known(RULE, "2099-03-01", "id\n101\n102\n103\n");

        assertThatThrownBy(() -> assertThat(shop).verifyAll(db -> {
                    db.table("orders").column("customer_id").references("customers", "id");
                    db.table("orders").hasNoRowsWhere("id > 102");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("FAIL  orders · latest · backup B1 · rule orders-no-rows-where-")
                .hasMessageContaining("but 1 of 103 rows are like that; allowed: 0.\n");
        assertThat(shop.outcomes)
                .extracting(outcome -> outcome.verdict())
                .containsExactlyInAnyOrder(Verdict.WARN, Verdict.FAIL);
    }

    @Test
    void a_list_that_was_emptied_tolerates_nothing() throws IOException {
        known(RULE, "2099-03-01", "id\n");

        assertThatThrownBy(this::check).hasMessageContaining("that are missing; allowed: 0.\n");
    }

    @Test
    void after_the_last_day_all_of_them_fail_again() throws IOException {
        known(RULE, "2026-01-31", "id\n101\n102\n103\n");

        assertThatThrownBy(this::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 3 of 103 rows name 3 customers that are missing;"
                        + " they were known until 2026-01-31 (owner dba: OPS-41), which is over; allowed: 0.\n")
                .hasMessageContaining("\nHint: today is " + LocalDate.now(ZoneOffset.UTC)
                        + " (UTC): mend them, or decide anew: firedrill known add shop " + RULE + "\n");

        shop.plant("DELETE FROM orders WHERE id > 100");
        check();
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void bounds_count_the_new_ones() throws IOException {
        known("orders-no-rows-where-" + suffix(), "2099-03-01", "id\n101\n102\n");

        assertThat(shop).atMost(1).table("orders").hasNoRowsWhere("id > 100");
        assertThat(shop.last().message()).contains("1 new, 2 known", "; allowed: 1 new.");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop).atMost(2).warnAbove(0).table("orders").hasNoRowsWhere("id > 100");
        assertThat(shop.last().message()).contains("1 new, 2 known", "; allowed: 2 new, warning above 0.");
        shop.plant("INSERT INTO orders VALUES (104, 104)");
        assertThatThrownBy(() -> assertThat(shop).atMost(1).table("orders").hasNoRowsWhere("id > 100"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 new, 2 known (owner dba, until 2099-03-01: OPS-41); allowed: 1 new.");
        shop.plant("DELETE FROM orders WHERE id > 102");
        assertThat(shop).atMost(9).table("orders").hasNoRowsWhere("id > 100");
        assertThat(shop.last().verdict()).as("tolerated without being known").isEqualTo(Verdict.WARN);
    }

    private static String suffix() {
        return RuleId.of("id > 100");
    }

    private void sql(String text) throws IOException {
        var file = Files.writeString(directory.resolve("rule.sql"), text);
        assertThat(shop).returnsNoRows(SqlRule.read(directory, file));
    }

    @Test
    void a_row_that_comes_twice_is_new_once_and_what_is_not_a_key_is_not_shown() throws IOException {
        known("rule", "2099-03-01", "id\n101\n102\n103\n");

        sql("select id, email from orders where id > 100 order by id");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message())
                .contains("  known id:  101, 102, 103\n")
                .doesNotContain("secret");
        assertThatThrownBy(() -> sql("select id from orders where id > 100 union all select 102"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 4 rows were returned: 1 new, 3 known (owner dba, until 2099-03-01: OPS-41)")
                .hasMessageContaining("  new id:  102\n");
    }

    @Test
    void long_keys_are_compared_whole_though_messages_cut_them() throws IOException {
        var same = "x".repeat(80);
        known("rule", "2099-03-01", "id\n" + same + "1\n");

        sql("select '" + same + "1' as id");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThatThrownBy(() -> sql("select '" + same + "2' as id")).hasMessageContaining("0 known");
        assertThatThrownBy(() -> sql("select E'x\\ty' as id")).hasMessageContaining("0 known");
    }

    @Test
    void hashed_samples_compare_and_show_digests_only() throws IOException {
        shop.samples = Samples.HASHED;
        known("rule", "2099-03-01", "id\n101\n102\n9\n");

        sql("select id from orders where id in (101, 102)");
        assertThat(shop.last().message())
                .containsPattern("known id: {2}[0-9a-f]{12}, [0-9a-f]{12}\nHealed: 1 of 3 known: [0-9a-f]{12}\\. If ");
        shop.samples = Samples.NONE;
        sql("select id from orders where id in (101, 102)");
        assertThat(shop.last().message()).contains("Healed: 1 of 3 known. If ").doesNotContain("known id:");
    }

    @Test
    void very_many_offenders_are_not_compared_and_not_excused() throws IOException {
        known("rule", "2099-03-01", "n\n1\n2\n");

        assertThatThrownBy(() -> sql("select n from generate_series(1, 100001) n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but more than 100,000 rows were returned, of which 2 at most are known"
                        + " (owner dba, until 2099-03-01: OPS-41); allowed: 0.")
                .hasMessageContaining("Hint: more than 100,000 offenders are not compared with what is known");
        assertThatThrownBy(() -> sql("-- atMost: 100000\nselect n from generate_series(1, 100001) n"))
                .isInstanceOf(Inconclusive.class);
    }

    @Test
    void keys_that_are_too_large_to_be_compared_are_inconclusive() throws IOException {
        known("rule", "2099-03-01", "n\n1\n");

        assertThatThrownBy(() -> sql("select repeat(n::text, 1000000) from generate_series(1, 30) n"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the keys of all offenders are too large to be compared");
    }

    @Test
    void what_cannot_be_compared_excuses_nothing() throws IOException {
        known("rule", "2099-03-01", "order_id\n101\n102\n103\n");
        assertThatThrownBy(() -> sql("select id from orders where id > 100"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("known has no effect (" + directory.resolve("firedrill.yaml")
                        + ":5: systems.shop.known[0]): orders.csv names its keys by [order_id],"
                        + " and the rule names rows by [id]. Remove it, or freeze the rule anew.");

        shop.plant("CREATE TABLE keyless AS SELECT 1 AS n");
        known("keyless-n-no-nulls", "2099-03-01", "ctid\n\"(0,1)\"\n");
        shop.plant("UPDATE keyless SET n = NULL", "VACUUM FULL keyless");
        assertThatThrownBy(() -> assertThat(shop).table("keyless").column("n").hasNoNulls())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rows without a primary key are named by their place, which they do not keep");
    }

    @Test
    void a_primary_key_is_known_by_its_rows_and_by_what_the_catalog_says_of_it() throws Exception {
        shop.plant(
                "CREATE TABLE \"odd 'keys\" (a int, b text, PRIMARY KEY (a, b))",
                "SET allow_system_table_mods = on",
                "UPDATE pg_index SET indisready = false WHERE indrelid = '\"odd ''keys\"'::regclass",
                "UPDATE pg_attribute SET attnotnull = false WHERE attrelid = '\"odd ''keys\"'::regclass AND attname = 'b'",
                "INSERT INTO \"odd 'keys\" VALUES (1, 'x'), (1, 'x'), (2, NULL), (3, 'fine')");
        var rule = RuleId.of("odd 'keys", "primary-key");
        known("other", "2099-03-01", "id\n1\n");
        assertThatThrownBy(this::primaryKey).isInstanceOf(AssertionError.class);
        var query = OffenceQueries.in(directory).find("shop", rule).orElseThrow();
        var found = new KeyedRows(shop, query.sql(), query.keys(), false).first(100);
        KeysFile.of(found, Samples.KEYS).write(directory.resolve("frozen.csv"));
        var frozen = Files.readString(directory.resolve("frozen.csv"));
        assertThat(frozen)
                .isEqualTo(
                        """
                        fault,a,b
                        "NULL in key",2,NULL
                        "b is not declared NOT NULL",NULL,NULL
                        "its index is not ready",NULL,NULL
                        "shared key",1,x
                        "shared key",1,x
                        """);
        known(rule, "2099-03-01", frozen);

        primaryKey();
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message()).contains(": 0 new, 5 known (owner dba, until 2099-03-01: OPS-41)");

        shop.plant("INSERT INTO \"odd 'keys\" VALUES (1, 'x')");
        assertThatThrownBy(this::primaryKey)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(": 1 new, 5 known")
                .hasMessageContaining(":  (shared key, 1, x)\n");
        shop.plant(
                "DELETE FROM \"odd 'keys\" WHERE a + 0 = 1",
                "UPDATE pg_index SET indisvalid = false WHERE indrelid = '\"odd ''keys\"'::regclass");
        assertThatThrownBy(this::primaryKey)
                .as("known rows excuse no fault of the index")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(": 1 new, 3 known")
                .hasMessageContaining(":  (its index is not valid, NULL, NULL)\n")
                .hasMessageContaining("Healed: 2 of 5 known: ");
    }

    private void primaryKey() {
        assertThat(shop).table("odd 'keys").hasValidPrimaryKey();
    }

    @Test
    void rules_that_measure_cannot_be_known() throws IOException {
        known("orders-row-count", "2099-03-01", "id\n1\n");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasRowCountBetween(1, 2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "this rule measures, or speaks of more than the rows of one table, so that no row of it can be known");
        assertThat(shop).table("orders").hasRowCountBetween(1, 200);
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message()).contains("but it holds, and is listed as known all the same.\nHint: ");
    }

    @Test
    void errors_damage_and_missing_tables_stay_what_they_are() throws IOException {
        known("rule", "2099-03-01", "id\n101\n");
        assertThatThrownBy(() -> sql("select id from nowhere")).isInstanceOf(Inconclusive.class);
        known("nowhere-no-rows-where-" + suffix(), "2099-03-01", "id\n101\n");
        assertThatThrownBy(() -> assertThat(shop).table("nowhere").hasNoRowsWhere("id > 100"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("object missing");
        var damaged = shop.copy();
        damaged.known = shop.known;
        var file = damaged.file("orders");
        var content = Files.readAllBytes(file);
        content[4000] ^= 0x55;
        Files.write(file, content);
        shop = damaged;
        known("rule", "2099-03-01", "id\n101\n");
        assertThatThrownBy(() -> sql("select id from orders where id = 101")).isInstanceOf(BackupUnusable.class);
    }

    @Test
    void the_query_of_a_broken_rule_is_noted_and_no_key() throws IOException {
        known("other", "2099-03-01", "id\n1\n");
        assertThatThrownBy(this::check).isInstanceOf(AssertionError.class);
        assertThat(shop).table("orders").isNotEmpty();

        var noted = OffenceQueries.in(directory);
        assertThat(noted.rules("shop")).containsExactly(RULE);
        var query = noted.find("shop", RULE).orElseThrow();
        assertThat(new KeyedRows(shop, query.sql(), query.keys(), false)
                        .first(100)
                        .rows())
                .extracting(offender -> offender.key())
                .containsExactly(List.of("101"), List.of("102"), List.of("103"));
        assertThat(noted.find("shop", "orders-not-empty")).isEmpty();
        assertThat(noted.find("crm", RULE)).isEmpty();
    }

    @Test
    void a_file_that_is_garbled_is_told_before_anything_is_looked_at() {
        assertThatThrownBy(() -> known("rule", "2099-03-01", "id\n\"1\n"))
                .isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("orders.csv:2: a quote is opened and never closed");
    }
}

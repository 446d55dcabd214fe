package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a rule of an SQL file says of real rows. */
@ExtendWith(RulesCluster.class)
class SqlRuleQueryTest {
    @TempDir
    private Path directory;

    private RulesDatabase shop;

    @BeforeEach
    void shop_with_three_orphans(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int, email text)",
                "INSERT INTO customers SELECT generate_series(1, 100)",
                "INSERT INTO orders SELECT n, n, 'secret' || n || '@example.com' FROM generate_series(1, 103) n");
    }

    private void check(String text) throws IOException {
        var file = Files.writeString(directory.resolve("orders-have-customers.sql"), text);
        assertThat(shop).returnsNoRows(SqlRule.read(directory, file));
    }

    private static final String ORPHANS =
            """
            -- title: every order belongs to a customer
            -- because: OPS-41
            %sselect id, email from orders o
            where not exists (select from customers c where c.id = o.customer_id) %s
            order by id;
            """;

    @Test
    void rows_are_offences_and_only_their_keys_are_shown() {
        shop.lastPass = "2026-11-15: 0";

        assertThatThrownBy(() -> check(ORPHANS.formatted("", "")))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        """
                        FAIL  orders · latest · backup B1 · rule orders-have-customers
                        Expecting no rows from  orders-have-customers.sql  (every order belongs to a customer)
                        because OPS-41
                        but 3 rows were returned; allowed: 0; last pass 2026-11-15: 0.
                          id:  101, 102, 103
                        All:  select id, email from orders o
                        where not exists (select from customers c where c.id = o.customer_id)\s
                        order by id;""");
        assertThat(shop.last().value()).isEqualTo(3);
        assertThat(shop.last().samples()).containsExactly("101", "102", "103");
        assertThat(shop.last().message()).doesNotContain("secret");
    }

    @Test
    void no_rows_are_a_pass() throws IOException {
        check(ORPHANS.formatted("", "and id < 101"));

        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);
        assertThat(shop.last().id()).isEqualTo("orders-have-customers");
    }

    @Test
    void bounds_tolerate_and_warn() throws IOException {
        check(ORPHANS.formatted("-- atMost: 3\n", ""));
        assertThat(shop.last().verdict()).isEqualTo(Verdict.PASS);

        check(ORPHANS.formatted("-- atMost: 3\n-- warnAbove: 2\n", ""));
        assertThat(shop.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(shop.last().message()).contains("but 3 rows were returned; allowed: 3, warning above 2");

        assertThatThrownBy(() -> check(ORPHANS.formatted("-- atMost: 2\n", ""))).isInstanceOf(AssertionError.class);
    }

    @Test
    void several_columns_can_be_the_key() {
        shop.samples = Samples.HASHED;
        assertThatThrownBy(() -> check("-- key: 2\nselect 1 as a, null as b, 'row' as c"))
                .hasMessageContaining("but 1 row was returned")
                .hasMessageContaining("(a, b):  ")
                .hasMessageNotContaining("(1, NULL)");
        shop.samples = Samples.KEYS;
        assertThatThrownBy(() -> check("-- key: 2\nselect 1 as a, null as b, 'row' as c"))
                .hasMessageContaining("(a, b):  (1, NULL)\n");
    }

    @Test
    void a_key_that_the_query_does_not_have_is_inconclusive_even_without_rows() {
        assertThatThrownBy(() -> check("-- key: 2\nselect 1 where false"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining(
                        "returns 1 column, of which the first 2 should be the key" + " (orders-have-customers.sql:2)");
        assertThatThrownBy(() -> check("select from orders"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("returns 0 columns");
    }

    @Test
    void a_syntax_error_is_inconclusive_with_file_and_line() {
        assertThatThrownBy(() -> check("-- title: ä€𝄞\n\nselect '𝄞€', id\nfrom orders\nwere id > 1 or\n"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("rule orders-have-customers")
                .hasMessageContaining("but it cannot be told: 42601 syntax error at or near \"id\""
                        + " (orders-have-customers.sql:5).");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void an_unknown_table_a_missing_right_and_an_unclosed_quote_are_inconclusive() {
        shop.plant("CREATE SCHEMA hidden", "CREATE TABLE hidden.t (id int)");
        shop.role = "firedrill_writer";
        assertThatThrownBy(() -> check("select 1\nfrom hidden.t"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("permission denied for schema hidden (orders-have-customers.sql:2)")
                .hasMessageContaining("Hint: the role of the checks must be able to read every row");
        shop.role = "firedrill_check";
        assertThatThrownBy(() -> check("select id from\n\nordres"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("relation \"ordres\" does not exist (orders-have-customers.sql:3)");
        assertThatThrownBy(() -> check("select id from orders where email <> 'x; select 1"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("unterminated quoted string");
        assertThatThrownBy(() -> check("select 1 / (id - 50) from orders"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("division by zero (orders-have-customers.sql:1)");
    }

    @Test
    void a_rule_cannot_write_even_if_it_is_a_query() {
        assertThatThrownBy(
                        () -> check("with gone as (delete from orders returning id) select id from gone where false"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("0A000 WITH clause containing a data-modifying statement");
        shop.plant("CREATE FUNCTION harm() RETURNS int LANGUAGE sql AS 'DELETE FROM orders RETURNING id'")
                .plant("GRANT DELETE ON orders TO firedrill_check");
        assertThatThrownBy(() -> check("select id from orders where id = harm()"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("25006 cannot execute DELETE in a read-only transaction");
        assertThat(shop.inRuleSession("select count(*) from orders")).containsExactly("103");
    }

    @Test
    void a_query_that_takes_too_long_is_given_up() {
        shop.timeout = Duration.ofMillis(200);

        assertThatThrownBy(() -> check("select pg_sleep(60)"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("57014")
                .hasMessageContaining("given up after its statement time-out");
    }

    @Test
    void rows_that_come_for_ever_are_given_up_though_each_portion_comes_in_time() {
        shop.timeout = Duration.ofSeconds(1);

        assertThatThrownBy(() -> check(
                        "-- atMost: 999999999\nselect a.id, case when random() < 0.1 then pg_sleep(0.001) end::text"
                                + " from orders a, orders b, orders c"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("the rows of the query take longer than 1 s (orders-have-customers.sql:2)");
    }

    @Test
    void of_very_many_offences_only_so_many_are_counted() {
        assertThatThrownBy(() -> check("select n from generate_series(1, 2000000) n order by n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but more than 100,000 rows were returned")
                .hasMessageContaining("1, 2, 3 ... 20 of 100,000");
        assertThat(shop.last().samples())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
    }

    @Test
    void as_many_as_are_allowed_are_counted_all() throws IOException {
        check("-- atMost: 150000\nselect n from generate_series(1, 150000) n");
        assertThat(shop.last().value()).isEqualTo(150_000);

        assertThatThrownBy(() -> check("-- atMost: 150000\nselect n from generate_series(1, 150001) n"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 150,001 rows were returned; allowed: 150,000");
    }

    @Test
    void what_stands_around_a_query_makes_no_query_of_it() {
        assertThatThrownBy(() -> check("select 1 where false) as a, (select 1 where false"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("42601 syntax error at or near \")\" (orders-have-customers.sql:1)");
        assertThatCode(() -> check("select id from orders where id < 0 -- none"))
                .doesNotThrowAnyException();
    }

    @Test
    void an_error_in_a_column_that_is_not_shown_is_an_error_of_the_query() {
        assertThatThrownBy(() -> check("select id,\n email::int from orders"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("invalid input syntax for type integer: \"secret1@example.com\"");
    }

    @Test
    void keys_are_shown_as_the_server_writes_values() {
        assertThatThrownBy(
                        () -> check(
                                "-- key: 6\nselect true, '10.0.0.1'::inet, 'a '::char(3), array[1, null], row(1, null), null::row"))
                .isInstanceOf(Inconclusive.class);
        assertThatThrownBy(() -> check("-- key: 6\nselect true, '10.0.0.1'::inet, 'a '::char(3) as c, array[1, null],"
                        + " row(1, null) as r, row(null, null) as s"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(":  (t, 10.0.0.1, a  , {1,NULL}, (1,), (,))\n");
    }

    @Test
    void question_marks_and_braces_are_sql() {
        assertThatCode(() -> check("select id from orders where '{\"a\": 1}'::jsonb ? 'b' or '{fn now()}' = ''"))
                .doesNotThrowAnyException();
    }

    @Test
    void damage_is_a_bad_backup_and_no_fault_of_the_query() throws IOException {
        var damaged = shop.copy();
        var file = damaged.file("orders");
        var content = Files.readAllBytes(file);
        content[4000] ^= 0x55;
        Files.write(file, content);
        shop = damaged;

        assertThatThrownBy(() -> check("select id from orders where id < 0"))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining(
                        "but the data of  a table that orders-have-customers.sql reads  is damaged: XX001");
    }

    @Test
    void no_index_answers_a_rule() {
        shop.plant("CREATE INDEX ON orders (customer_id)", "VACUUM ANALYZE orders");

        assertThat(shop.inRuleSession("explain select id from orders where customer_id = 5")
                        .get(0))
                .startsWith("Seq Scan");
    }
}

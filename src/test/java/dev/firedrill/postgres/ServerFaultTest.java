package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(RulesCluster.class)
class ServerFaultTest {
    private RulesDatabase shop;

    @BeforeEach
    void shop(RulesDatabase shop) {
        this.shop = shop.plant(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "INSERT INTO customers SELECT generate_series(1, 1000)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer_id int)",
                "INSERT INTO orders SELECT n, n FROM generate_series(1, 1000) n");
    }

    @Test
    void a_damaged_page_is_a_bad_backup() throws IOException {
        var damaged = shop.copy();
        try (var file = new RandomAccessFile(damaged.file("customers").toFile(), "rw")) {
            file.seek(8192 + 4000);
            file.write(new byte[] {1, 2, 3, 4});
        }
        assertThatThrownBy(() -> assertThat(damaged)
                        .table("orders")
                        .column("customer_id")
                        .references("customers", "id"))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageStartingWith("FAIL  orders · latest · backup B1 · rule orders-customer_id-references")
                .hasMessageContaining(
                        "but the data of  orders, customers  is damaged: XX001 invalid page in block 1 of relation base/");
        assertThat(damaged.last().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(damaged.last().value()).isNaN();
        assertThat(damaged).table("orders").isNotEmpty();
    }

    @Test
    void a_missing_file_is_a_bad_backup() throws IOException {
        var damaged = shop.copy();
        Files.delete(damaged.file("orders"));
        assertThatThrownBy(() -> assertThat(damaged).table("orders").isNotEmpty())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("but the data of  orders  is damaged: 58P01 could not open file \"base/");
    }

    @Test
    void a_missing_index_file_is_a_bad_backup() throws IOException {
        var damaged = shop.copy();
        Files.delete(damaged.file("orders_pkey"));
        assertThatThrownBy(() -> assertThat(damaged).table("orders").hasValidPrimaryKey())
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("58P01");
    }

    @Test
    void a_query_error_is_inconclusive_and_says_what_the_server_said() {
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("totl < 0"))
                .isInstanceOf(Inconclusive.class)
                .hasCauseInstanceOf(SQLException.class)
                .hasMessageMatching(
                        """
                        INCONCLUSIVE  orders · latest · backup B1 · rule orders-no-rows-where-totl-0-[0-9a-f]{6}
                        Expecting no rows of  orders  where  totl < 0
                        but it cannot be told: 42703 column "totl" does not exist[.]""");
        assertThat(shop.last().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_table_that_the_role_may_not_read_is_inconclusive() {
        shop.role = "firedrill_writer";
        assertThatThrownBy(() -> assertThat(shop).table("orders").isNotEmpty())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("but it cannot be told: 42501 permission denied for table orders.\n"
                        + "Hint: the role of the checks must be able to read every row");
        shop.plant("CREATE SCHEMA secret", "CREATE TABLE secret.orders (id int)");
        assertThatThrownBy(() -> assertThat(shop).table("secret.orders").isNotEmpty())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("42501 permission denied for schema secret");
    }

    @Test
    void row_security_hides_no_row_in_silence() {
        shop.plant("ALTER TABLE orders ENABLE ROW LEVEL SECURITY", "CREATE POLICY few ON orders USING (id < 10)");
        assertThatThrownBy(() -> assertThat(shop).table("orders").isNotEmpty())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("42501 query would be affected by row-level security policy");
    }

    @Test
    void a_query_that_takes_too_long_is_inconclusive() {
        shop.timeout = Duration.ofMillis(200);
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("pg_sleep(1) IS NULL"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("57014 canceling statement due to statement timeout");
    }

    @Test
    void a_rule_cannot_write() {
        shop.plant("CREATE FUNCTION harm() RETURNS bool LANGUAGE sql AS 'DELETE FROM orders RETURNING true'")
                .plant("GRANT DELETE ON orders TO firedrill_check");
        assertThatThrownBy(() -> assertThat(shop).table("orders").hasNoRowsWhere("harm()"))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("25006 cannot execute DELETE in a read-only transaction");
        assertThat(shop).table("orders").hasRowCountBetween(1000, 1000);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "XX001, missing chunk number 0 for toast value 16400 in pg_toast_16390, true",
                "XX002, index \"orders_pkey\" contains corrupted page at block 1, true",
                "58P01, could not access status of transaction 700 (Could not open file \"pg_xact/0000\".), true",
                "58P01, could not open file \"global/1260\": No such file or directory, true",
                "58P01, could not access file \"$libdir/postgis-3\": No such file or directory, false",
                "58030, could not read block 3 in file \"base/5/16390\": Input/output error, false",
                "42P01, relation \"base/orders\" does not exist, false"
            })
    void damage_is_told_from_what_this_host_lacks(String state, String message, boolean damage) {
        assertThat(ServerFault.of(new SQLException(message, state)).isDamage()).isEqualTo(damage);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "58P01, could not access file \"$libdir/postgis-3\": No such file or directory, install the extension's",
                "58P01, could not load library \"/usr/lib/x.so\": libgeos.so: cannot open, install the extension's",
                "0A000, compression method lz4 not supported, install postgresql-N of your distribution",
                "0A000, ICU is not supported in this build, install postgresql-N of your distribution",
                "22023, could not create locale \"de_DE.utf8\": No such file or directory, install the locale",
                "XX000, database locale is incompatible with operating system, install the locale",
                "55000, pg_stat_statements must be loaded via \"shared_preload_libraries\", at the start"
            })
    void what_this_host_lacks_has_a_remedy(String state, String message, String remedy) {
        var fault = ServerFault.of(new SQLException(message, state));
        assertThat(fault.isDamage()).isFalse();
        assertThat(fault.failure("looking")).hasMessageContainingAll(message, "Remedy: ", remedy);
    }
}

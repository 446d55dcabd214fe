package dev.firedrill.postgres;

import static dev.firedrill.postgres.catalog.CatalogRule.CHECK_CONSTRAINTS;
import static dev.firedrill.postgres.catalog.CatalogRule.FOREIGN_KEYS;
import static dev.firedrill.postgres.catalog.CatalogRule.NOT_NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** All rules of the catalog at once, on databases that are large, wide, damaged or clean. */
@ExtendWith(RulesCluster.class)
class CatalogScaleTest {
    private final RulesDatabase orders;

    CatalogScaleTest(RulesDatabase orders) {
        this.orders = orders;
    }

    private Duration elapsed() {
        return orders.outcomes.stream().map(RuleOutcome::elapsed).reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void a_clean_database_keeps_all_in_a_moment() {
        orders.plant("CREATE TABLE orders (id serial PRIMARY KEY)", "INSERT INTO orders DEFAULT VALUES");
        assertThat(orders).keepsWhatItsCatalogPromises();

        assertThat(orders.outcomes).extracting(RuleOutcome::verdict).containsOnly(Verdict.PASS);
        assertThat(orders.outcomes)
                .extracting(RuleOutcome::id)
                .containsExactly(
                        "catalog-own-rows",
                        "catalog-not-null",
                        "catalog-check-constraints",
                        "catalog-partitions",
                        "catalog-sequences",
                        "catalog-unique-keys",
                        "catalog-foreign-keys",
                        "catalog-exclusion-constraints",
                        "catalog-indexes",
                        "catalog-triggers",
                        "catalog-materialized-views",
                        "catalog-large-objects",
                        "catalog-extensions",
                        "catalog-owners-and-grants",
                        "catalog-unjudged");
    }

    @Test
    void a_database_without_a_table_proves_nothing() {
        assertThatThrownBy(() -> assertThat(orders).keepsWhatItsCatalogPromises())
                .isInstanceOf(Inconclusive.class)
                .hasMessageMatching(
                        """
                        INCONCLUSIVE  orders · latest · backup B1 · rule catalog-unjudged
                        Expecting all that the catalog promises to be open to a look
                        but 1 of 1 thing is not.
                          database rules\\d+ has no table, so that no rule of the catalog had anything to look at; if that is\
                         another database than the one with the data, name that: database:""");
    }

    @Test
    void all_are_evaluated_before_one_is_thrown_and_within_others_too() {
        orders.plant(
                "CREATE MATERIALIZED VIEW never AS SELECT 1 AS a WITH NO DATA",
                "CREATE TABLE t (id int PRIMARY KEY)",
                "SET allow_system_table_mods = on",
                "UPDATE pg_index SET indisvalid = false WHERE indrelid = 't'::regclass");

        assertThatThrownBy(() -> assertThat(orders).because("OPS-41").keepsWhatItsCatalogPromises())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("FAIL  2 problems, 15 rules evaluated:\n")
                .hasMessageContaining("\nbecause OPS-41\nbut 1 of 1 materialized view is not.")
                .hasMessageContaining("but 1 of 1 index is not.");
        assertThatThrownBy(() -> assertThat(orders).verifyAll(db -> db.keepsWhatItsCatalogPromises()
                        .table("nowhere")
                        .isNotEmpty()))
                .hasMessageStartingWith("FAIL  3 problems, 16 rules evaluated:\n");
        assertThatThrownBy(() -> assertThat(orders).atMost(3).keeps(NOT_NULL))
                .hasMessageContaining("atMost and warnAbove count offending rows");
    }

    @Test
    void a_damaged_table_is_damage_for_each_of_its_rules_and_hides_no_other() throws IOException {
        orders.plant(
                "CREATE TABLE customers (id int PRIMARY KEY CHECK (id > 0))",
                "INSERT INTO customers SELECT generate_series(1, 1000)",
                "CREATE TABLE fine (id int PRIMARY KEY CHECK (id > 0), ok int)",
                "INSERT INTO fine VALUES (1, NULL)",
                "SET allow_system_table_mods = on",
                "UPDATE pg_attribute SET attnotnull = true WHERE attname = 'ok' AND attrelid = 'fine'::regclass",
                "CHECKPOINT");
        var damaged = orders.copy();
        try (var file = new RandomAccessFile(damaged.file("customers").toFile(), "rw")) {
            file.seek(8192 + 4000);
            file.write(new byte[] {1, 2, 3, 4});
        }

        assertThatThrownBy(() -> assertThat(damaged).keeps(NOT_NULL))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("but 2 of 3 NOT NULL columns have one.\n"
                        + "  customers: the data is damaged: XX001 invalid page in block 1 of relation base/")
                .hasMessageContaining("\n  fine.ok: NULL in 1 of 1 row\n    fine.id:  1\n");
        assertThatThrownBy(() -> assertThat(damaged).keeps(CHECK_CONSTRAINTS))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining(
                        "but 1 of 2 check constraints does not.\n  customers: the data is damaged: XX001");
    }

    @Test
    void a_table_as_wide_as_tables_can_be_is_looked_at_column_by_column() {
        orders.plant(
                "DO $$ BEGIN EXECUTE 'CREATE TABLE wide (' || (SELECT string_agg(format('c%s bool NOT NULL CHECK (c%1$s)', n), ', ')"
                        + " FROM generate_series(1, 1600) n) || ')'; END $$",
                "DO $$ BEGIN EXECUTE 'INSERT INTO wide SELECT ' || (SELECT string_agg('true', ', ') FROM generate_series(1, 1600))"
                        + " || ' FROM generate_series(1, 100)'; END $$");
        assertThat(orders).keeps(NOT_NULL, CHECK_CONSTRAINTS);
        assertThat(elapsed()).isLessThan(Duration.ofSeconds(20));
        orders.plant(
                "DO $$ BEGIN EXECUTE 'ALTER TABLE wide ' || (SELECT string_agg(format('ALTER c%s DROP NOT NULL', n), ', ')"
                        + " FROM generate_series(1, 1600) n); END $$",
                "UPDATE wide SET c1 = NULL, c1600 = NULL WHERE ctid = '(0,1)'",
                "SET allow_system_table_mods = on",
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'wide'::regclass AND attnum > 0");

        assertThatThrownBy(() -> assertThat(orders).keeps(NOT_NULL))
                .hasMessageContaining("but 2 of 1,600 NOT NULL columns have one.\n  wide.c1: NULL in 1 of 100 rows\n")
                .hasMessageContaining("\n  wide.c1600: NULL in 1 of 100 rows\n");
    }

    @Test
    void more_than_can_be_read_are_counted_and_some_are_shown() {
        orders.plant(
                "CREATE TABLE parents (id int PRIMARY KEY)",
                "DO $$ BEGIN FOR n IN 1..50 LOOP EXECUTE format('CREATE TABLE child_%s (id int PRIMARY KEY, parent int REFERENCES parents)', n);"
                        + " END LOOP; END $$",
                "SET session_replication_role = replica",
                "DO $$ BEGIN FOR n IN 1..50 LOOP EXECUTE format('INSERT INTO child_%s SELECT g, g FROM generate_series(1, 100) g', n);"
                        + " END LOOP; END $$");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .hasMessageContaining("but 50 of 50 foreign keys do not; here are 20.\n");
        assertThat(orders.last().samples()).hasSize(20 * 20);
    }

    /** More tables than a transaction can lock, and a value that no JVM of ours could hold. */
    @Test
    @Exhaustive
    void ten_thousand_tables_and_rows_of_a_gigabyte_are_looked_at() {
        for (int i = 0; i < 100; i++) {
            orders.plant(
                    """
                    DO $$ BEGIN FOR n IN 1..100 LOOP EXECUTE format('CREATE TABLE t_%1$s_%%1$s (id serial PRIMARY KEY,
                    name text NOT NULL, n int CHECK (n > 0), parent int REFERENCES t_%1$s_%%2$s)', n, greatest(n - 1, 1));
                    END LOOP; END $$"""
                            .formatted(i));
        }
        orders.plant(
                "CREATE TABLE names (name text PRIMARY KEY)",
                "CREATE TABLE huge (body text NOT NULL CHECK (body <> ''), name text REFERENCES names, small int)",
                "ALTER TABLE huge ALTER body SET STORAGE EXTERNAL, ALTER name SET STORAGE EXTERNAL",
                "SET session_replication_role = replica",
                "INSERT INTO huge VALUES (repeat('x', 1000000000), NULL, 0), ('x', repeat('y', 1000000000), 0)",
                "ALTER TABLE huge ADD CHECK (small > 0) NOT VALID");
        assertThatThrownBy(() -> assertThat(orders).keepsWhatItsCatalogPromises())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 10,001 foreign keys does not.\n  huge_name_fkey of huge: 1 of 2 rows")
                .hasMessageContaining("huge.ctid -> name:  (0,2) -> " + "y".repeat(60) + "…\n");
        assertThat(orders.outcomes)
                .filteredOn(outcome -> outcome.verdict() != Verdict.PASS)
                .extracting(RuleOutcome::id)
                .containsExactly("catalog-check-constraints", "catalog-foreign-keys");
        assertThat(elapsed()).isLessThan(Duration.ofMinutes(3));
    }
}

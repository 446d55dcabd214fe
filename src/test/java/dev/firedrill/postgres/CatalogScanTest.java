package dev.firedrill.postgres;

import static dev.firedrill.postgres.catalog.CatalogRule.CHECK_CONSTRAINTS;
import static dev.firedrill.postgres.catalog.CatalogRule.EXCLUSION_CONSTRAINTS;
import static dev.firedrill.postgres.catalog.CatalogRule.FOREIGN_KEYS;
import static dev.firedrill.postgres.catalog.CatalogRule.LARGE_OBJECTS;
import static dev.firedrill.postgres.catalog.CatalogRule.NOT_NULL;
import static dev.firedrill.postgres.catalog.CatalogRule.OWNERS_AND_GRANTS;
import static dev.firedrill.postgres.catalog.CatalogRule.PARTITIONS;
import static dev.firedrill.postgres.catalog.CatalogRule.SEQUENCES;
import static dev.firedrill.postgres.catalog.CatalogRule.UNIQUE_KEYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a look at the catalog takes another way than with a few promises of the usual kind. */
@ExtendWith(RulesCluster.class)
class CatalogScanTest {
    private static final String AS_IF_UNCHECKED = "SET allow_system_table_mods = on";

    private final RulesDatabase orders;

    CatalogScanTest(RulesDatabase orders) {
        this.orders = orders;
    }

    private void plantColumns(int number, String type) {
        orders.plant("DO $$ BEGIN EXECUTE 'CREATE TABLE wide (' || (SELECT string_agg('c' || n || ' " + type
                + "', ', ') FROM generate_series(1, " + number + ") n) || ')'; END $$");
    }

    @Test
    void of_a_table_with_more_promises_than_one_query_asks_each_is_looked_at() {
        plantColumns(1203, "int DEFAULT 1");
        orders.plant(
                "INSERT INTO wide (c1, c601, c1203) VALUES (NULL, NULL, NULL), (1, NULL, 1)",
                AS_IF_UNCHECKED,
                "UPDATE pg_attribute SET attnotnull = true WHERE attrelid = 'wide'::regclass AND attnum > 0");

        assertThatThrownBy(() -> assertThat(orders).keeps(NOT_NULL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 3 of 1,203 NOT NULL columns have one.\n"
                        + "  wide.c1: NULL in 1 of 2 rows\n    wide.ctid:  (0,1)\n"
                        + "  wide.c601: NULL in 2 of 2 rows\n    wide.ctid:  (0,1), (1,1)\n"
                        + "  wide.c1203: NULL in 1 of 2 rows\n    wide.ctid:  (0,1)\n");
    }

    @Test
    void where_one_of_so_many_cannot_be_evaluated_the_others_are() {
        plantColumns(2, "int");
        orders.plant(
                "INSERT INTO wide VALUES (0, 1)",
                "DO $$ BEGIN FOR n IN 1..520 LOOP EXECUTE format('ALTER TABLE wide ADD CONSTRAINT k%s CHECK (%s) NOT VALID', n,"
                        + " CASE n WHEN 9 THEN '1 / c1 > 0' WHEN 515 THEN 'c2 > 1' ELSE 'c2 > 0' END); END LOOP; END $$",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET convalidated = true WHERE conrelid = 'wide'::regclass");

        assertThatThrownBy(() -> assertThat(orders).keeps(CHECK_CONSTRAINTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 2 of 520 check constraints do not.\n"
                        + "  FAIL k515 of wide: broken by 1 of 1 row\n    wide.ctid:  (0,1)\n"
                        + "  INCONCLUSIVE k9 of wide: it cannot be told: 22012 division by zero\n");
    }

    @Test
    void where_this_host_orders_texts_as_the_source_did_bounds_of_texts_are_judged() {
        orders.plant(
                "CREATE TABLE people (name text) PARTITION BY RANGE (name)",
                "CREATE TABLE people_a PARTITION OF people FOR VALUES FROM ('a') TO ('m')",
                AS_IF_UNCHECKED,
                "UPDATE pg_class SET relispartition = false WHERE relname = 'people_a'",
                "INSERT INTO people_a VALUES ('z')",
                "UPDATE pg_class SET relispartition = true WHERE relname = 'people_a'");

        assertThatThrownBy(() -> assertThat(orders).keeps(PARTITIONS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("  people_a: not the place of 1 of 1 row\n    people_a.ctid:  (0,1)\n");
    }

    @Test
    void where_rows_are_compared_one_by_one_nulls_are_apart_unless_the_index_says_otherwise() {
        orders.plant(
                "CREATE FUNCTION other_cmp(int, int) RETURNS int IMMUTABLE STRICT LANGUAGE sql AS 'SELECT btint4cmp($1, $2)'",
                "CREATE FUNCTION same(int, int) RETURNS bool IMMUTABLE STRICT LANGUAGE sql AS 'SELECT $1 OPERATOR(pg_catalog.=) $2'",
                "CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int)",
                "CREATE OPERATOR CLASS other FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 ===,"
                        + " OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 other_cmp(int, int)",
                "CREATE TABLE t (id int PRIMARY KEY, a int, b int)",
                "CREATE UNIQUE INDEX apart ON t (a other)",
                "CREATE UNIQUE INDEX together ON t (b other) NULLS NOT DISTINCT",
                "INSERT INTO t VALUES (1, NULL, NULL), (2, NULL, 2), (3, 3, 3)");
        assertThat(orders).keeps(UNIQUE_KEYS);
        orders.plant(
                "UPDATE pg_index SET indisready = false WHERE indexrelid = 'together'::regclass",
                "INSERT INTO t VALUES (4, NULL, NULL), (5, 5, 3)",
                "UPDATE pg_index SET indisready = true WHERE indexrelid = 'together'::regclass");

        assertThatThrownBy(() -> assertThat(orders).keeps(UNIQUE_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "but 1 of 3 unique indexes does not.\n  together of t: 4 rows conflict with another\n"
                                + "    t.id -> b:  1 -> NULL, 3 -> 3, 4 -> NULL ... 4 of 4, all in the report\n");
    }

    @Test
    void a_key_of_which_the_rows_cannot_be_read_is_not_called_well() {
        orders.plant(
                "CREATE TABLE secret (id int PRIMARY KEY, span int4range, EXCLUDE USING gist (span WITH &&))",
                "ALTER TABLE secret ENABLE ROW LEVEL SECURITY");

        assertThatThrownBy(() -> assertThat(orders).keeps(UNIQUE_KEYS))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("  secret_pkey of secret: it cannot be told: 42501 ");
        assertThatThrownBy(() -> assertThat(orders).keeps(EXCLUSION_CONSTRAINTS))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("  secret_span_excl of secret: it cannot be told: 42501 ");
    }

    @Test
    void a_foreign_key_over_columns_that_are_not_there_is_broken() {
        orders.plant(
                "CREATE TABLE a (id int PRIMARY KEY)",
                "CREATE TABLE b (id int REFERENCES a)",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET confkey = '{99}' WHERE conname = 'b_id_fkey'");

        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but 1 of 1 foreign key does not.\n"
                        + "  b_id_fkey of b: the catalog has not the columns or operators that it names\n");
    }

    @Test
    void of_sequences_that_are_read_together_a_damaged_one_hides_no_other() throws IOException {
        orders.plant(
                "CREATE TABLE t (id serial)", "CREATE TABLE u (id serial)", "INSERT INTO u VALUES (5)", "CHECKPOINT");
        var damaged = orders.copy();
        var file = damaged.file("t_id_seq");
        var content = Files.readAllBytes(file);
        content[content.length - 20] ^= 0x55;
        Files.write(file, content);

        assertThatThrownBy(() -> assertThat(damaged).keeps(SEQUENCES))
                .isInstanceOf(BackupUnusable.class)
                .hasMessageContaining("  t_id_seq: the data is damaged: XX001 ")
                .hasMessageContaining("  u_id_seq for u.id: its next value is 1, which was reached by 1 of 1 row\n");
    }

    @Test
    void a_backup_that_lost_all_large_objects_is_found_by_what_names_them() {
        orders.plant(
                "CREATE EXTENSION lo",
                "CREATE TABLE files (id int PRIMARY KEY, content lo)",
                "INSERT INTO files VALUES (1, 90001), (2, NULL), (3, 90003)");

        assertThatThrownBy(() -> assertThat(orders).keeps(LARGE_OBJECTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("files.content: 2 rows name a large object that is missing\n"
                        + "    files.id -> content:  1 -> 90001, 3 -> 90003\n");
    }

    @Test
    void large_objects_of_which_the_columns_cannot_be_read_are_not_called_well() {
        orders.plant(
                "CREATE EXTENSION lo",
                "CREATE TABLE files (id int PRIMARY KEY, content lo)",
                "INSERT INTO files VALUES (1, 90001)",
                "ALTER TABLE files ENABLE ROW LEVEL SECURITY",
                "CREATE TABLE open (id int PRIMARY KEY, content lo)");
        assertThatThrownBy(() -> assertThat(orders).keeps(LARGE_OBJECTS))
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("  files.content: it cannot be told: 42501 query would be affected by row-level");

        orders.plant("SELECT lo_from_bytea(90002, 'x')", "INSERT INTO open VALUES (1, 90002), (2, 90003)");
        assertThatThrownBy(() -> assertThat(orders).keeps(LARGE_OBJECTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("  FAIL open.content: 1 row names a large object that is missing\n"
                        + "    open.id -> content:  2 -> 90003\n")
                .hasMessageContaining("  INCONCLUSIVE files.content: it cannot be told: 42501 ")
                .hasMessageContaining("  INCONCLUSIVE large objects that no column names: it cannot be told: 42501 ");
    }

    @Test
    void offenders_that_were_counted_and_cannot_be_shown_offend_nevertheless() {
        orders.plant(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                "CREATE FUNCTION shown(mood) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE 'not for eyes'; END $$",
                "CREATE CAST (mood AS text) WITH FUNCTION shown(mood)",
                "CREATE TABLE days (mood mood PRIMARY KEY, n int CONSTRAINT plus CHECK (n > 0))",
                "ALTER TABLE days DROP CONSTRAINT plus",
                "INSERT INTO days VALUES ('sad', -1), ('happy', 1)",
                "ALTER TABLE days ADD CONSTRAINT plus CHECK (n > 0) NOT VALID",
                AS_IF_UNCHECKED,
                "UPDATE pg_constraint SET convalidated = true WHERE conname = 'plus'");

        assertThatThrownBy(() -> assertThat(orders).keeps(CHECK_CONSTRAINTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "  plus of days: broken by 1 of 2 rows (their keys could not be read: P0001 not for eyes)\n");
        assertThat(CHECK_CONSTRAINTS.offenders(orders, 10).offenders())
                .extracting(it -> it.key().get(2))
                .containsExactly("sad");

        orders.plant(
                "CREATE TABLE notes (id int PRIMARY KEY, mood mood REFERENCES days)",
                "INSERT INTO notes VALUES (1, 'happy')",
                "SET session_replication_role = replica",
                "DELETE FROM days WHERE mood = 'happy'");
        assertThatThrownBy(() -> assertThat(orders).keeps(FOREIGN_KEYS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" (their keys could not be read: P0001 not for eyes)\n");
        var named = FOREIGN_KEYS.offenders(orders, 10);
        assertThat(named.nameless()).isEmpty();
        assertThat(named.offenders()).extracting(it -> it.key().get(2)).containsExactly("1");
        assertThat(named.isComplete())
                .as("whose value cannot be shown is known by its key")
                .isTrue();
    }

    /** On a server of its own: roles belong to all databases of a cluster. */
    @Test
    void a_membership_of_a_role_that_does_not_exist_is_found() throws IOException {
        try (var cluster = RulesCluster.start()) {
            var database = cluster.database()
                    .plant(
                            "SET allow_system_table_mods = on",
                            "CREATE ROLE clerk",
                            "CREATE ROLE staff ROLE clerk",
                            "DELETE FROM pg_authid WHERE rolname = 'clerk'");

            assertThatThrownBy(() -> assertThat(database).keeps(OWNERS_AND_GRANTS))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(" objects names one that does not.\n  membership of role ")
                    .hasMessageContaining(" in staff: one of them does not exist\n");
        }
    }
}

package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the catalog says of indexes, triggers, views, large objects, extensions and roles. */
@ExtendWith(RulesCluster.class)
class CatalogObjectsTest {
    private final RulesDatabase orders;

    CatalogObjectsTest(RulesDatabase orders) {
        this.orders = orders;
    }

    private void assertHolds(CatalogRule rule) {
        assertThat(orders).keeps(rule);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.PASS);
    }

    private void assertWarns(CatalogRule rule, String message) {
        assertThat(orders).keeps(rule);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.WARN);
        assertThat(orders.last().message()).isEqualTo(message);
    }

    private void assertBroken(CatalogRule rule, String message) {
        assertThatThrownBy(() -> assertThat(orders).keeps(rule))
                .isInstanceOf(AssertionError.class)
                .hasMessage(message);
    }

    @Test
    void an_index_that_a_failed_build_left_behind_is_found() {
        orders.plant("CREATE TABLE t (id int PRIMARY KEY, n int)", "INSERT INTO t VALUES (1, 1), (2, 1)");
        assertHolds(CatalogRule.INDEXES);
        assertThatThrownBy(() -> orders.plant("CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n)"))
                .hasMessageContaining("could not create unique index");

        assertBroken(
                CatalogRule.INDEXES,
                """
                FAIL  orders · latest · backup B1 · rule catalog-indexes
                Expecting every index to be valid, ready and live
                but 1 of 2 indexes is not.
                  t_n of t: not valid, not ready
                Hint: CREATE INDEX CONCURRENTLY leaves such an index where it fails or was under way; REINDEX it in the source, or drop it.""");
    }

    @Test
    void a_partitioned_index_that_lacks_a_partition_is_found() {
        orders.plant(
                "CREATE TABLE p (id int) PARTITION BY LIST (id)",
                "CREATE TABLE p1 PARTITION OF p DEFAULT",
                "CREATE INDEX p_id ON ONLY p (id)");

        assertThatThrownBy(() -> assertThat(orders).keeps(CatalogRule.INDEXES))
                .hasMessageContaining("  p_id of p: not valid, since some partition has no such index\n");
    }

    @Test
    void a_materialized_view_that_was_never_filled_is_found() {
        orders.plant("CREATE MATERIALIZED VIEW full_one AS SELECT 1 AS a WHERE false");
        assertHolds(CatalogRule.MATERIALIZED_VIEWS);
        orders.plant("CREATE MATERIALIZED VIEW never AS SELECT 1 AS a WITH NO DATA");

        assertBroken(
                CatalogRule.MATERIALIZED_VIEWS,
                """
                FAIL  orders · latest · backup B1 · rule catalog-materialized-views
                Expecting every materialized view to be populated
                but 1 of 2 materialized views is not.
                  never: not populated
                Hint: it cannot be queried before a REFRESH MATERIALIZED VIEW.""");
    }

    @Test
    void triggers_that_are_disabled_are_told() {
        orders.plant(
                "CREATE TABLE a (id int PRIMARY KEY)",
                "CREATE TABLE b (id int REFERENCES a)",
                "CREATE TRIGGER mine BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()");
        assertHolds(CatalogRule.TRIGGERS);
        orders.plant(
                "ALTER TABLE b DISABLE TRIGGER ALL",
                "ALTER TABLE a DISABLE TRIGGER mine",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$");

        assertWarns(
                CatalogRule.TRIGGERS,
                """
                WARN  orders · latest · backup B1 · rule catalog-triggers
                Expecting every trigger to be there and enabled
                but 3 of 5 triggers are not.
                  foreign key b_id_fkey of b: its triggers are disabled on b
                  mine of a: disabled
                  session_replication_role is replica for all roles in this database: its sessions change rows without a look\
                 at foreign keys and triggers""");

        orders.plant(
                "SET allow_system_table_mods = on",
                "DELETE FROM pg_trigger WHERE tgconstraint = (SELECT oid FROM pg_constraint WHERE conname = 'b_id_fkey')");
        assertThatThrownBy(() -> assertThat(orders).keeps(CatalogRule.TRIGGERS))
                .hasMessageContaining("FAIL foreign key b_id_fkey of b: it has no trigger\n");
    }

    @Test
    void an_extension_that_this_host_lacks_is_told() {
        assertHolds(CatalogRule.EXTENSIONS);
        orders.plant(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION citext",
                "SET allow_system_table_mods = on",
                "UPDATE pg_extension SET extversion = '0.7' WHERE extname = 'hstore'",
                "UPDATE pg_extension SET extname = 'elsewhere' WHERE extname = 'citext'");
        var here = orders.asSuperuser(
                "SET work_mem = '4MB'", "SELECT default_version FROM pg_available_extensions WHERE name = 'hstore'");
        var other = orders.asSuperuser(
                "SET work_mem = '4MB'", "SELECT extversion FROM pg_extension WHERE extname = 'elsewhere'");

        assertWarns(
                CatalogRule.EXTENSIONS,
                """
                WARN  orders · latest · backup B1 · rule catalog-extensions
                Expecting every extension to be available on this host in the version that the database has
                but 2 of 3 extensions are not.
                  elsewhere %s: not on this host
                  hstore 0.7: this host has version %s"""
                        .formatted(other, here));
    }

    @Test
    void roles_that_objects_name_and_that_do_not_exist_are_found() {
        orders.plant(
                "CREATE TABLE mine (id int)",
                "CREATE TABLE shared (id int, secret int)",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE POLICY see ON shared TO pg_monitor",
                "GRANT SELECT ON shared TO pg_monitor WITH GRANT OPTION",
                "GRANT SELECT (secret) ON shared TO PUBLIC",
                "GRANT USAGE ON SCHEMA public TO pg_monitor");
        assertHolds(CatalogRule.OWNERS_AND_GRANTS);
        orders.plant(
                "SET allow_system_table_mods = on",
                "UPDATE pg_class SET relowner = 4040404 WHERE relname = 'mine'",
                "UPDATE pg_proc SET proowner = 4040404 WHERE proname = 'f'",
                "UPDATE pg_policy SET polroles = '{4040405}'",
                "UPDATE pg_class SET relacl = relacl || makeaclitem(4040406, relowner, 'SELECT', false) WHERE relname = 'shared'",
                "UPDATE pg_attribute SET attacl = ARRAY[makeaclitem(4040407, 10, 'SELECT', false)]"
                        + " WHERE attrelid = 'shared'::regclass AND attname = 'secret'");

        assertThatThrownBy(() -> assertThat(orders).keeps(CatalogRule.OWNERS_AND_GRANTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("FAIL  orders · latest · backup B1 · rule catalog-owners-and-grants\n"
                        + "Expecting every role that owns something or that a grant names to exist\nbut 5 of ")
                .hasMessageContaining(" objects name one that does not.\n")
                .hasMessageContaining(
                        "  column secret of table shared: its grantee is role 4040407, which does not exist\n")
                .hasMessageContaining("  function f(): its owner is role 4040404, which does not exist\n")
                .hasMessageContaining("  policy see on table shared: its role is role 4040405, which does not exist\n")
                .hasMessageContaining("  table mine: its owner is role 4040404, which does not exist\n")
                .hasMessageContaining("  table shared: its grantee is role 4040406, which does not exist\n");
    }

    @Test
    void large_objects_and_what_names_them_are_compared() {
        assertHolds(CatalogRule.LARGE_OBJECTS);
        orders.plant(
                "CREATE EXTENSION lo",
                "CREATE TABLE files (id int PRIMARY KEY, content lo, preview oid, type oid)",
                "SELECT lo_from_bytea(n, 'x') FROM generate_series(90001, 90003) n",
                "INSERT INTO files VALUES (1, 90001, 90002, 25), (2, NULL, 90003, 23), (3, 90001, 0, 0)");
        assertHolds(CatalogRule.LARGE_OBJECTS);
        orders.plant("SELECT lo_unlink(90003)", "SELECT lo_from_bytea(90004, 'y')");

        assertWarns(
                CatalogRule.LARGE_OBJECTS,
                """
                WARN  orders · latest · backup B1 · rule catalog-large-objects
                Expecting every large object to be named by a column, and to be there where one names it
                but 2 of 3 large objects and names of them are not.
                  files.preview: 1 row names a large object that is missing (its type is oid, so it may mean something else)
                    files.id -> preview:  2 -> 90003
                  1 large object named by no column of type oid or lo (it cannot be told whether something else names them)
                    large objects:  90004
                All:  SELECT c.id, c.preview FROM ONLY files AS c WHERE num_nulls(c.preview) = 0 AND c.preview <> 0\
                 AND NOT EXISTS (SELECT FROM pg_largeobject_metadata m WHERE m.oid = c.preview);
                      SELECT m.oid FROM pg_largeobject_metadata m WHERE NOT EXISTS (SELECT FROM (SELECT content::oid AS id FROM ONLY files)\
                 AS n WHERE n.id = m.oid) AND NOT EXISTS (SELECT FROM (SELECT preview::oid AS id FROM ONLY files) AS n WHERE n.id = m.oid)\
                 AND NOT EXISTS (SELECT FROM (SELECT type::oid AS id FROM ONLY files) AS n WHERE n.id = m.oid);""");

        orders.plant("SELECT lo_unlink(90001)");
        assertThatThrownBy(() -> assertThat(orders).keeps(CatalogRule.LARGE_OBJECTS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("FAIL files.content: 2 rows name a large object that is missing\n"
                        + "    files.id -> content:  1 -> 90001, 3 -> 90001\n");
    }

    @Test
    void what_no_rule_can_judge_is_told() {
        orders.plant("CREATE TABLE plain (id serial PRIMARY KEY)");
        assertHolds(CatalogRule.UNJUDGED);
        orders.plant(
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw",
                "CREATE FOREIGN TABLE far (id int) SERVER elsewhere",
                "CREATE UNLOGGED TABLE quick (id int)",
                "CREATE TABLE t (id int, n int)",
                "CREATE CONSTRAINT TRIGGER own AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "CREATE SEQUENCE round CYCLE MAXVALUE 5",
                "CREATE SEQUENCE code",
                "ALTER TABLE t ADD number text DEFAULT 'A' || nextval('code')",
                "CREATE DOMAIN plus AS int CHECK (VALUE > 0)",
                "CREATE TYPE pair AS (a plus, b int)",
                "ALTER TABLE t ADD two pair, ADD many pair[]");

        assertWarns(
                CatalogRule.UNJUDGED,
                """
                WARN  orders · latest · backup B1 · rule catalog-unjudged
                Expecting all that the catalog promises to be open to a look
                but 7 of 7 things are not.
                  foreign table far: its rows are in no backup of this database
                  unlogged table quick: its rows do not survive a recovery
                  constraint trigger own of t: what it asks is known to its code alone
                  round: the sequence begins anew at its end, so that it promises no new numbers
                  t.number: its default makes something else of the number of a sequence
                  t.many: the domains within its type pair[] are not looked at
                  t.two: the domains within its type pair are not looked at""");
    }
}

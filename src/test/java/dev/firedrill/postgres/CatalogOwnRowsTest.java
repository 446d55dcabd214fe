package dev.firedrill.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.postgres.catalog.CatalogRule;
import dev.firedrill.verdict.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the system catalog that others name, or that each thing of a kind has, were lost. */
@ExtendWith(RulesCluster.class)
class CatalogOwnRowsTest {
    private final RulesDatabase orders;

    CatalogOwnRowsTest(RulesDatabase orders) {
        this.orders = orders;
    }

    @BeforeEach
    void plant() {
        orders.plant(
                "CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone int, status text DEFAULT 'new', note text,"
                        + " twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "ALTER TABLE orders DROP COLUMN gone",
                "CREATE INDEX by_status ON orders (lower(status), id)",
                "CREATE TABLE items (id int PRIMARY KEY, order_id int REFERENCES orders)",
                "CREATE TABLE visits (at date NOT NULL, page text) PARTITION BY RANGE (at)",
                "CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "CREATE INDEX ON visits (page)",
                "CREATE VIEW open AS SELECT * FROM orders WHERE status = 'new'",
                "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM orders",
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER refused BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION refuse()",
                "CREATE DOMAIN price AS numeric CHECK (value > 0)",
                "CREATE STATISTICS together ON status, note FROM orders",
                "CREATE EXTENSION postgres_fdw",
                "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw",
                "CREATE FOREIGN TABLE elsewhere (id int DEFAULT 1) SERVER far",
                "CREATE TEMPORARY TABLE scrap (id int PRIMARY KEY, note text)",
                "ALTER VIEW open ALTER status SET DEFAULT 'x'",
                "ANALYZE orders");
    }

    @Test
    void a_sound_catalog_holds() {
        assertThat(orders).keeps(CatalogRule.OWN_ROWS);
        assertThat(orders.last().verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM pg_class WHERE relname = 'orders' | pg_class has no row",
                "DELETE FROM pg_class WHERE relname = 'by_status' | pg_index.indexrelid",
                "DELETE FROM pg_class WHERE oid = (SELECT reltoastrelid FROM pg_class WHERE relname = 'orders')"
                        + " | pg_class.reltoastrelid of orders",
                "DELETE FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'status'"
                        + " | orders: it has 5 columns, but rows of pg_attribute for 4",
                "DELETE FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum = 2"
                        + " | orders: it has 5 columns, but rows of pg_attribute for 4",
                "DELETE FROM pg_attribute WHERE attrelid = 'orders_pkey'::regclass"
                        + " | orders_pkey: it has 1 column, but rows of pg_attribute for 0",
                "DELETE FROM pg_index WHERE indexrelid = 'by_status'::regclass | by_status: an index without its row of pg_index",
                "DELETE FROM pg_inherits WHERE inhrelid = 'visits_2025'::regclass"
                        + " | visits_2025: a partition without its row of pg_inherits",
                "DELETE FROM pg_partitioned_table | visits: a partitioned table without its row of pg_partitioned_table",
                "DELETE FROM pg_type WHERE typname = 'orders' | pg_class.reltype of orders",
                "DELETE FROM pg_proc WHERE proname = 'refuse' | pg_trigger.tgfoid of refused",
                "DELETE FROM pg_rewrite WHERE ev_class = 'open'::regclass | open: a view without its row of pg_rewrite",
                "DELETE FROM pg_rewrite WHERE ev_class = 'counted'::regclass | counted: a view without its row of pg_rewrite",
                "DELETE FROM pg_sequence | orders_id_seq: a sequence without its row of pg_sequence",
                "DELETE FROM pg_attrdef WHERE adrelid = 'orders'::regclass AND adnum = 3"
                        + " | orders.status: a default without its row of pg_attrdef",
                "DELETE FROM pg_constraint WHERE conname = 'items_order_id_fkey' | pg_trigger.tgconstraint of",
                "DELETE FROM pg_constraint WHERE conname = 'orders_pkey'"
                        + " | orders_pkey: an index of a primary key without its row of pg_constraint",
                "DELETE FROM pg_namespace WHERE nspname = 'public' | pg_class.relnamespace of",
                "DELETE FROM pg_foreign_table | elsewhere: a foreign table without its row of pg_foreign_table",
                "UPDATE pg_index SET indclass = '77' WHERE indexrelid = 'items_pkey'::regclass | pg_index.indclass: pg_opclass has no row 77",
                "UPDATE pg_index SET indkey = '77' WHERE indexrelid = 'items_pkey'::regclass | pg_index.indrelid, indkey",
            })
    void a_row_that_was_lost_is_named(String statement, String said) {
        orders.plant("SET allow_system_table_mods = on", statement);
        assertThatThrownBy(() -> assertThat(orders).keeps(CatalogRule.OWN_ROWS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("FAIL  orders · latest · backup B1 · rule catalog-own-rows")
                .hasMessageContaining(said.strip());
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

/** Rows of the system catalog that are gone or altered; every checksum fits. */
final class CatalogRowFaults {
    private static final String ORDERS = "'orders'::regclass";
    private static final Expected OWN_ROWS = fail(Layer.CATALOG, "catalog-own-rows");

    private CatalogRowFaults() {}

    static Category category() {
        return altered(deleted(new Category("catalog rows")));
    }

    private static Category deleted(Category rows) {
        return rows.changed("pg_class row of a table deleted", OWN_ROWS, "delete from pg_class where oid = " + ORDERS)
                .changed(
                        "pg_class row of an index deleted",
                        OWN_ROWS,
                        "delete from pg_class where relname = 'orders_customer_id'")
                .changed(
                        "pg_class row of a TOAST table deleted",
                        OWN_ROWS,
                        "delete from pg_class where oid = (select reltoastrelid from pg_class where relname = 'documents')")
                .changed(
                        "pg_attribute row deleted",
                        OWN_ROWS,
                        "delete from pg_attribute where attrelid = " + ORDERS + " and attname = 'status'")
                .changed(
                        "pg_attribute row of an index deleted",
                        OWN_ROWS,
                        "delete from pg_attribute where attrelid = 'orders_pkey'::regclass")
                .changed(
                        "pg_index row deleted",
                        OWN_ROWS,
                        "delete from pg_index where indexrelid = 'orders_pkey'::regclass")
                .changed(
                        "pg_constraint row of a foreign key deleted",
                        OWN_ROWS,
                        "delete from pg_constraint where conname = 'orders_customer_id_fkey'")
                .changed(
                        "pg_constraint row of a primary key deleted",
                        OWN_ROWS,
                        "delete from pg_constraint where conname = 'orders_pkey'")
                .changed(
                        "pg_trigger rows of a foreign key deleted",
                        fail(Layer.CATALOG, "catalog-triggers"),
                        "delete from pg_trigger where tgconstraint = (select oid from pg_constraint where conname = 'orders_customer_id_fkey')")
                .changed(
                        "pg_proc row of a trigger's function deleted",
                        OWN_ROWS,
                        "delete from pg_proc where proname = 'refuse_negative'")
                .changed("pg_type row of a table deleted", OWN_ROWS, "delete from pg_type where typname = 'orders'")
                .changed("pg_namespace row deleted", OWN_ROWS, "delete from pg_namespace where nspname = 'public'")
                .changed(
                        "pg_rewrite row of a view deleted",
                        OWN_ROWS,
                        "delete from pg_rewrite where ev_class = 'order_totals'::regclass")
                .changed(
                        "pg_inherits row of a partition deleted",
                        OWN_ROWS,
                        "delete from pg_inherits where inhrelid = 'visits_2025'::regclass")
                .changed(
                        "pg_sequence row deleted",
                        OWN_ROWS,
                        "delete from pg_sequence where seqrelid = 'orders_id_seq'::regclass")
                .changed(
                        "pg_depend rows of a table deleted",
                        inventory(),
                        "delete from pg_depend where objid = " + ORDERS);
    }

    private static Category altered(Category rows) {
        return rows.changed(
                        "a table that has another table's file",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        "update pg_class set relfilenode = (select relfilenode from pg_class where relname = 'customers') where oid = "
                                + ORDERS)
                .changed(
                        "a table that has a file which is not there",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        "update pg_class set relfilenode = 999999 where oid = " + ORDERS)
                .changed(
                        "a table without its TOAST table",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        "update pg_class set reltoastrelid = 0 where relname = 'documents'")
                .changed(
                        "a column of another type",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        "update pg_attribute set atttypid = 'text'::regtype, attlen = -1, attbyval = false, attalign = 'i', attstorage = 'x'"
                                + " where attrelid = " + ORDERS + " and attname = 'customer_id'")
                .changed(
                        "a column that may be NULL",
                        inventory(),
                        "update pg_attribute set attnotnull = false where attrelid = " + ORDERS
                                + " and attname = 'status'")
                .changed(
                        "an index that is not valid",
                        fail(Layer.CATALOG, "catalog-indexes"),
                        "update pg_index set indisvalid = false where indexrelid = 'orders_customer_id'::regclass")
                .changed(
                        "an index of another column",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        "update pg_index set indkey = '1' where indexrelid = 'orders_customer_id'::regclass")
                .changed(
                        "a foreign key to another table",
                        fail(Layer.CATALOG, "catalog-foreign-keys"),
                        "update pg_constraint set confrelid = 'products'::regclass where conname = 'orders_customer_id_fkey'");
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

/** Rows of the shop that are gone, too many or altered, past the constraints; every checksum fits. */
final class UserRowFaults {
    /** The rule that totals are the sums of their items. */
    static final String TOTALS = "orders-total_amount-sum-of-order_items-order_id-quantity-unit_price-e5fe37";

    private UserRowFaults() {}

    static Category category() {
        return altered(doubled(deleted(new Category("user rows"))));
    }

    private static Category deleted(Category rows) {
        return rows.changed(
                        "customers deleted whose orders are there",
                        fail(Layer.CATALOG, "catalog-foreign-keys"),
                        "delete from customers where id in (7, 8, 9)")
                .quickly()
                .changed(
                        "an order deleted whose items are there",
                        fail(Layer.CATALOG, "catalog-foreign-keys"),
                        "delete from orders where id = 100")
                .changed(
                        "an order deleted with its items",
                        inventory(),
                        "delete from order_items where order_id = 100",
                        "delete from orders where id = 100")
                .changed(
                        "all items of an order deleted",
                        fail(Layer.SHOP, TOTALS),
                        "delete from order_items where order_id = 100")
                .changed(
                        "one item of an order deleted",
                        fail(Layer.SHOP, TOTALS),
                        "delete from order_items where id = 335")
                .changed(
                        "a whole day of orders deleted with their items",
                        fail(Layer.SHOP, "no-day-without-orders"),
                        "create temporary table gone as select id from orders where created_at::date = (select min(created_at)::date + 40 from orders)",
                        "delete from order_items where order_id in (select id from gone)",
                        "delete from orders where id in (select id from gone)")
                .changed("a table emptied that nothing refers to", inventory(), "truncate documents")
                .changed(
                        "a table emptied that orders refer to",
                        fail(Layer.CATALOG, "catalog-foreign-keys"),
                        "delete from customers")
                .changed(
                        "all tables emptied",
                        fail(Layer.SHOP, "customers-not-empty"),
                        "truncate customers, products, orders, order_items, documents, visits");
    }

    private static Category doubled(Category rows) {
        return rows.changed(
                        "a row doubled past a unique index that has both",
                        fail(Layer.CATALOG, "catalog-unique-keys"),
                        "update pg_index set indisunique = false where indexrelid = 'customers_email_key'::regclass",
                        "insert into customers(id, email, name) select 900001, email, name from customers where id = 5",
                        "update pg_index set indisunique = true where indexrelid = 'customers_email_key'::regclass",
                        "select setval('customers_id_seq', 900001)")
                .changed(
                        "a row doubled past an index that does not know it",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        "update pg_index set indisready = false where indrelid = 'customers'::regclass",
                        "insert into customers select * from customers where id = 5",
                        "update pg_index set indisready = true where indrelid = 'customers'::regclass")
                .changed(
                        "lines of orders doubled, totals mended",
                        fail(Layer.SHOP, "one-line-for-each-product"),
                        "insert into order_items(order_id, product_id, quantity, unit_price)"
                                + " select order_id, product_id, quantity, unit_price from order_items where order_id = 100",
                        "insert into order_items(order_id, product_id, quantity, unit_price)"
                                + " select order_id, product_id, quantity, unit_price from order_items where order_id = 101",
                        "update orders set total_amount = 2 * total_amount where id in (100, 101)");
    }

    private static Category altered(Category rows) {
        return rows.changed("a name altered", inventory(), "update customers set name = 'Mallory' where id = 5")
                .changed(
                        "a NULL where none may be",
                        fail(Layer.CATALOG, "catalog-not-null"),
                        "update pg_attribute set attnotnull = false where attrelid = 'customers'::regclass and attname = 'name'",
                        "update customers set name = null where id = 5",
                        "update pg_attribute set attnotnull = true where attrelid = 'customers'::regclass and attname = 'name'")
                .changed(
                        "a value that a check constraint refuses",
                        fail(Layer.CATALOG, "catalog-check-constraints"),
                        "alter table order_items drop constraint order_items_quantity_check",
                        "update order_items set quantity = 0, unit_price = 0 where id = 335",
                        "alter table order_items add constraint order_items_quantity_check check (quantity > 0) not valid",
                        "update pg_constraint set convalidated = true where conname = 'order_items_quantity_check'")
                .changed(
                        "a total altered",
                        fail(Layer.SHOP, TOTALS),
                        "update orders set total_amount = total_amount + 1 where id = 100")
                .changed(
                        "an e-mail altered into none",
                        fail(Layer.SHOP, "customers-email-matches-A-Za-z0-9._-A-Za-z0-9.-.-A-Za-z-2-b10f8c"),
                        "update customers set email = 'user5 at example' where id = 5")
                .changed(
                        "an order of the future",
                        fail(Layer.SHOP, "orders-created_at-not-after-recovery-point"),
                        "update orders set created_at = now() + interval '2 days' where id = 100")
                .changed(
                        "a row in a partition where it does not belong",
                        fail(Layer.CATALOG, "catalog-partitions"),
                        "update pg_class set relispartition = false where relname = 'visits_2025'",
                        "insert into visits_2025 values ('2026-07-01', 'strayed')",
                        "update pg_class set relispartition = true where relname = 'visits_2025'");
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;
import static dev.firedrill.matrix.Expected.warn;

/** What is missing of the schema, in order: the catalog that came back promises less than production's. */
final class SchemaFaults {
    private SchemaFaults() {}

    static Category category() {
        return roles(code(tables(new Category("schema"))));
    }

    private static Category tables(Category schema) {
        return schema.changed("index dropped", inventory(), "drop index orders_customer_id")
                .changed(
                        "unique constraint dropped",
                        inventory(),
                        "alter table customers drop constraint customers_email_key")
                .changed(
                        "primary key dropped",
                        fail(Layer.SHOP, "order_items-primary-key"),
                        "alter table order_items drop constraint order_items_pkey")
                .changed(
                        "foreign key dropped",
                        inventory(),
                        "alter table orders drop constraint orders_customer_id_fkey")
                .changed(
                        "foreign key not validated, with an orphan",
                        fail(Layer.SHOP, "orders-customer_id-references-customers-id"),
                        "alter table orders drop constraint orders_customer_id_fkey",
                        "update orders set customer_id = 999999 where id = 100",
                        "alter table orders add constraint again foreign key (customer_id) references customers not valid")
                .changed(
                        "check constraint dropped",
                        inventory(),
                        "alter table orders drop constraint orders_status_check")
                .changed("default dropped", inventory(), "alter table orders alter created_at drop default")
                .changed("column dropped", inventory(), "alter table visits drop column page")
                .changed(
                        "column dropped that a rule reads",
                        fail(Layer.SHOP, "customers-email-no-nulls"),
                        "alter table customers drop column email")
                .changed("table dropped", inventory(), "drop table documents")
                .changed(
                        "table dropped that a rule reads",
                        fail(Layer.SHOP, "order_items-not-empty"),
                        "drop table order_items cascade")
                .changed("partition dropped", inventory(), "drop table visits_2025");
    }

    private static Category code(Category schema) {
        return schema.changed("trigger dropped", inventory(), "drop trigger orders_refuse_negative on orders")
                .changed(
                        "trigger disabled",
                        warn(Layer.CATALOG, "catalog-triggers"),
                        "alter table orders disable trigger orders_refuse_negative")
                .changed("view dropped", inventory(), "drop view order_totals")
                .changed("materialized view dropped", inventory(), "drop materialized view sales")
                .changed(
                        "materialized view empty",
                        fail(Layer.CATALOG, "catalog-materialized-views"),
                        "refresh materialized view sales with no data")
                .changed("function dropped", inventory(), "drop function refuse_negative cascade")
                .changed(
                        "function with another body",
                        inventory(),
                        "create or replace function refuse_negative() returns trigger language plpgsql as 'begin return new; end'")
                .changed("extension dropped", inventory(), "drop extension citext cascade")
                .changed(
                        "extension of a version that nobody has",
                        warn(Layer.CATALOG, "catalog-extensions"),
                        "update pg_extension set extversion = '0.1' where extname = 'citext'");
    }

    private static Category roles(Category schema) {
        return schema.changed("grant revoked", inventory(), "revoke select on customers from shopkeeper")
                .changed("owner changed", inventory(), "alter table documents owner to postgres")
                .changed(
                        "owner that is no role any more",
                        fail(Layer.CATALOG, "catalog-owners-and-grants"),
                        "update pg_class set relowner = 999999 where relname = 'documents'");
    }
}

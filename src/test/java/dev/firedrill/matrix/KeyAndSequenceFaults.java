package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

import java.nio.file.Files;

/** Keys that name the wrong row or none, and sequences that would give numbers that were given before. */
final class KeyAndSequenceFaults {
    private KeyAndSequenceFaults() {}

    static Category category() {
        return sequences(new Category("keys and sequences")
                .changed(
                        "a foreign key that names another customer",
                        inventory(),
                        "update orders set customer_id = 8 where id = 100 and customer_id <> 8")
                .changed(
                        "a foreign key that names nobody",
                        fail(Layer.CATALOG, "catalog-foreign-keys"),
                        "update orders set customer_id = 999999 where id = 100")
                .changed(
                        "keys of two customers exchanged",
                        inventory(),
                        "update customers set id = -1 where id = 5",
                        "update customers set id = 5 where id = 6",
                        "update customers set id = 6 where id = -1")
                .changed(
                        "an item that names a product which is gone",
                        fail(Layer.CATALOG, "catalog-foreign-keys"),
                        "delete from products where id = 3"));
    }

    private static Category sequences(Category keys) {
        return keys.changed(
                        "sequence behind",
                        fail(Layer.CATALOG, "catalog-sequences"),
                        "select setval('orders_id_seq', 5)")
                .changed(
                        "sequence at its beginning",
                        fail(Layer.CATALOG, "catalog-sequences"),
                        "alter sequence customers_id_seq restart")
                .changed("sequence far ahead", inventory(), "select setval('orders_id_seq', 2000000000)")
                .changed("sequence gone with its identity", inventory(), "alter table orders alter id drop identity")
                .fault(
                        "sequence's file missing, no manifest",
                        fail(Layer.CATALOG, "catalog-sequences"),
                        shop -> Files.delete(shop.withoutManifest().relation("customers_id_seq")))
                .fault(
                        "sequence's file zeroed, no manifest",
                        fail(Layer.CATALOG, "catalog-sequences"),
                        shop -> shop.withoutManifest()
                                .files()
                                .replace(shop.relation("customers_id_seq"), new byte[PlantedShop.PAGE]));
    }
}

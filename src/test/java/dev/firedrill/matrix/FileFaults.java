package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Faults of whole files of the data directory, once with the manifest and once without one. */
final class FileFaults {
    private FileFaults() {}

    static Category category() {
        return unreadable(withoutManifest(withManifest(new Category("files"))));
    }

    private static Category withManifest(Category files) {
        return files.fault("heap missing", fail(Layer.MANIFEST), shop -> Files.delete(shop.relation("orders")))
                .fault("catalog file missing", fail(Layer.MANIFEST), shop -> Files.delete(shop.relation("pg_class")))
                .fault("heap truncated at a page boundary", fail(Layer.MANIFEST), shop -> halved(shop, 0))
                .quickly()
                .fault("heap truncated off a page boundary", fail(Layer.MANIFEST), shop -> halved(shop, 100))
                .fault("heap empty", fail(Layer.MANIFEST), shop -> shop.files()
                        .replace(shop.relation("orders"), new byte[0]))
                .fault("heap zeroed", fail(Layer.MANIFEST), FileFaults::zeroed)
                .fault("heap with a page more", fail(Layer.MANIFEST), shop -> grown(shop, PlantedShop.PAGE))
                .fault("two heaps swapped", fail(Layer.MANIFEST), FileFaults::swapped)
                .fault("extra file", fail(Layer.MANIFEST), shop -> Files.writeString(shop.file("base/99999"), "x"))
                .fault("link out of the backup in a file's place", inconclusive(Layer.MANIFEST), shop -> {
                    var heap = shop.relation("orders");
                    Files.copy(heap, shop.home().resolve("elsewhere"));
                    Files.delete(heap);
                    Files.createSymbolicLink(heap, shop.home().resolve("elsewhere"));
                })
                .fault("directory of a database missing", fail(Layer.MANIFEST), shop -> shop.files()
                        .clear(shop.relation("orders").getParent()))
                .fault("relation map flipped", fail(Layer.MANIFEST), shop -> shop.files()
                        .flip(shop.file("global/pg_filenode.map"), 20));
    }

    private static Category withoutManifest(Category files) {
        return files.fault(
                        "heap missing, no manifest",
                        fail(Layer.PAGES),
                        shop -> Files.delete(shop.withoutManifest().relation("orders")))
                .fault(
                        "index missing, no manifest",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        shop -> Files.delete(shop.withoutManifest().relation("order_items_pkey")))
                .fault(
                        "heap truncated at a page boundary, no manifest",
                        fail(Layer.PAGES),
                        shop -> halved(shop.withoutManifest(), 0))
                .fault(
                        "heap truncated off a page boundary, no manifest",
                        fail(Layer.PAGES),
                        shop -> halved(shop.withoutManifest(), 100))
                .fault("heap empty, no manifest", fail(Layer.PAGES), shop -> shop.withoutManifest()
                        .files()
                        .replace(shop.relation("order_items"), new byte[0]))
                .fault("heap zeroed, no manifest", fail(Layer.PAGES), shop -> zeroed(shop.withoutManifest()))
                .fault("two heaps swapped, no manifest", fail(Layer.PAGES), shop -> swapped(shop.withoutManifest()))
                .fault("relation map flipped, no manifest", fail(Layer.SERVER), shop -> shop.withoutManifest()
                        .files()
                        .flip(shop.file("global/pg_filenode.map"), 20))
                .fault(
                        "catalog file missing, no manifest",
                        fail(Layer.SERVER),
                        shop -> Files.delete(shop.withoutManifest().relation("pg_attribute")))
                .fault(
                        "TOAST table missing, no manifest",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        shop -> Files.delete(shop.withoutManifest().relation("documents.toast")))
                .fault("link in a file's place, no manifest", inconclusive(Layer.MANIFEST), shop -> {
                    var heap = shop.withoutManifest().relation("orders");
                    Files.delete(heap);
                    Files.createSymbolicLink(heap, Path.of("/dev/null"));
                });
    }

    private static Category unreadable(Category files) {
        return files.trial(
                        "mode that lets its user not read a file",
                        inconclusive(Layer.PERMISSIONS),
                        WithoutRights.to(shop -> shop.relation("orders")))
                .trial(
                        "mode that lets its user not enter the backup",
                        inconclusive(Layer.PERMISSIONS),
                        WithoutRights.to(shop -> shop.files().newest()))
                .trial(
                        "mode that lets its user not read a segment",
                        inconclusive(Layer.PERMISSIONS),
                        WithoutRights.to(shop -> shop.files().segment(1)));
    }

    private static void halved(PlantedShop shop, int less) throws Exception {
        var heap = shop.relation("order_items");
        shop.files().truncate(heap, (int) (Files.size(heap) / PlantedShop.PAGE / 2 * PlantedShop.PAGE) - less);
    }

    private static void grown(PlantedShop shop, int more) throws Exception {
        var heap = shop.relation("order_items");
        var content = Files.readAllBytes(heap);
        shop.files().replace(heap, Arrays.copyOf(content, content.length + more));
    }

    private static void zeroed(PlantedShop shop) throws Exception {
        var heap = shop.relation("order_items");
        shop.files().replace(heap, new byte[(int) Files.size(heap)]);
    }

    private static void swapped(PlantedShop shop) throws Exception {
        var orders = Files.readAllBytes(shop.relation("orders"));
        shop.files().replace(shop.relation("orders"), Files.readAllBytes(shop.relation("customers")));
        shop.files().replace(shop.relation("customers"), orders);
    }
}

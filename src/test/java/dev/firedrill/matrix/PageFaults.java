package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One flipped byte in a page of each kind, in all that can be mended about it. */
final class PageFaults {
    private static final Expected IN_THE_INDEX = fail(Layer.STRUCTURE, "physical-indexes");

    /** What finds the flip once checksum and manifest fit it. */
    private static final Map<FlippedByte, Expected> ALL_MENDED = Map.of(
            FlippedByte.HEAP, inventory(),
            FlippedByte.INDEX, IN_THE_INDEX,
            FlippedByte.TOAST, inventory(),
            FlippedByte.VISIBILITY_MAP, inventory(),
            FlippedByte.FREE_SPACE_MAP, inventory());

    private PageFaults() {}

    static Category category() {
        var pages = new Category("pages");
        for (var place : FlippedByte.values()) {
            pages.fault(place + ", manifest intact", fail(Layer.MANIFEST), place::flip)
                    .fault(place + ", page checksum mended, manifest intact", fail(Layer.MANIFEST), place::flipMended)
                    .fault(place + ", manifest mended", fail(Layer.PAGES), shop -> {
                        place.flip(shop);
                        shop.manifestMended();
                    });
            if (place == FlippedByte.INDEX) {
                pages.quickly();
            }
            pages.fault(place + ", page checksum and manifest mended", ALL_MENDED.get(place), shop -> {
                place.flipMended(shop);
                shop.manifestMended();
            });
            if (place == FlippedByte.HEAP) {
                pages.quickly();
            }
            pages.fault(place + ", no manifest", fail(Layer.PAGES), shop -> {
                        place.flip(shop);
                        shop.withoutManifest();
                    })
                    .fault(place + ", page checksum mended, no manifest", ALL_MENDED.get(place), shop -> {
                        place.flipMended(shop);
                        shop.withoutManifest();
                    });
        }
        return more(pages);
    }

    private static Category more(Category pages) {
        return pages.fault("flip in a page header, no manifest", fail(Layer.PAGES), shop -> shop.withoutManifest()
                        .files()
                        .flip(shop.relation("customers"), PlantedShop.PAGE + 14))
                .fault(
                        "flip in a page header, page checksum mended, no manifest",
                        fail(Layer.PAGES),
                        shop -> shop.withoutManifest().flipMended(shop.relation("customers"), 1, 14))
                .fault(
                        "page of another block in its place, no manifest",
                        fail(Layer.PAGES),
                        changed("order_items", heap -> heap.put(9, heap.page(8))))
                .fault(
                        "page of another block with a fitting checksum, no manifest",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        changed("order_items", heap -> heap.put(9, heap.page(8)).mended(9)))
                .fault(
                        "one page zeroed, no manifest",
                        fail(Layer.PAGES),
                        changed("order_items", heap -> heap.put(9, new byte[PlantedShop.PAGE])))
                .fault(
                        "one page of an index zeroed, no manifest",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        changed("order_items_pkey", index -> index.put(2, new byte[PlantedShop.PAGE])))
                .fault("last page torn in half, no manifest", fail(Layer.PAGES), changed("customers", heap -> {
                    var torn = heap.page(2);
                    Arrays.fill(torn, 4096, 8192, (byte) 0);
                    return heap.put(2, torn);
                }))
                .fault(
                        "visibility map missing, no manifest",
                        inventory(),
                        shop -> Files.delete(shop.withoutManifest().relation("customers", "_vm")))
                .fault(
                        "free-space map missing, no manifest",
                        inventory(),
                        shop -> Files.delete(shop.withoutManifest().relation("order_items", "_fsm")));
    }

    /** Other pages in a relation of a backup without a manifest. */
    private static Planting changed(String relation, UnaryOperator<Pages> change) {
        return shop -> {
            var file = shop.withoutManifest().relation(relation);
            shop.files().replace(file, change.apply(Pages.of(file)).bytes());
        };
    }
}

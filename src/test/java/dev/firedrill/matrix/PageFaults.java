package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

import java.util.Map;

/** One flipped byte in a page of each kind, in all that can be mended about it. */
final class PageFaults {
    private static final Expected IN_THE_INDEX = fail(Layer.STRUCTURE, "physical-indexes");

    /** What finds the flip once checksum and manifest fit it. */
    private static final Map<Place, Expected> ALL_MENDED = Map.of(
            Place.HEAP, inventory(),
            Place.INDEX, IN_THE_INDEX,
            Place.TOAST, inventory(),
            Place.VISIBILITY_MAP, inventory(),
            Place.FREE_SPACE_MAP, inventory());

    private PageFaults() {}

    static Category category() {
        var pages = new Category("pages");
        for (var place : Place.values()) {
            pages.fault(place + ", manifest intact", fail(Layer.MANIFEST), place::flip)
                    .fault(place + ", page checksum mended, manifest intact", fail(Layer.MANIFEST), place::flipMended)
                    .fault(place + ", manifest mended", fail(Layer.PAGES), shop -> {
                        place.flip(shop);
                        shop.manifestMended();
                    });
            if (place == Place.INDEX) {
                pages.quickly();
            }
            pages.fault(place + ", page checksum and manifest mended", ALL_MENDED.get(place), shop -> {
                place.flipMended(shop);
                shop.manifestMended();
            });
            if (place == Place.HEAP) {
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
                .fault("page of another block in its place, no manifest", fail(Layer.PAGES), shop -> {
                    var heap = shop.withoutManifest().relation("order_items");
                    shop.files()
                            .replace(
                                    heap,
                                    Pages.of(heap)
                                            .put(9, Pages.of(heap).page(8))
                                            .bytes());
                })
                .fault(
                        "page of another block with a fitting checksum, no manifest",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        shop -> {
                            var heap = shop.withoutManifest().relation("order_items");
                            shop.files()
                                    .replace(
                                            heap,
                                            Pages.of(heap)
                                                    .put(9, Pages.of(heap).page(8))
                                                    .mended(9)
                                                    .bytes());
                        })
                .fault("one page zeroed, no manifest", fail(Layer.PAGES), shop -> {
                    var heap = shop.withoutManifest().relation("order_items");
                    shop.files()
                            .replace(
                                    heap,
                                    Pages.of(heap)
                                            .put(9, new byte[PlantedShop.PAGE])
                                            .bytes());
                })
                .fault("one page of an index zeroed, no manifest", fail(Layer.STRUCTURE, "physical-indexes"), shop -> {
                    var index = shop.withoutManifest().relation("order_items_pkey");
                    shop.files()
                            .replace(
                                    index,
                                    Pages.of(index)
                                            .put(2, new byte[PlantedShop.PAGE])
                                            .bytes());
                })
                .fault("last page torn in half, no manifest", fail(Layer.PAGES), shop -> {
                    var heap = shop.withoutManifest().relation("customers");
                    var old = Pages.of(heap).page(2);
                    java.util.Arrays.fill(old, 4096, 8192, (byte) 0);
                    shop.files().replace(heap, Pages.of(heap).put(2, old).bytes());
                })
                .fault(
                        "visibility map missing, no manifest",
                        inventory(),
                        shop -> java.nio.file.Files.delete(
                                shop.withoutManifest().relation("customers", "_vm")))
                .fault(
                        "free-space map missing, no manifest",
                        inventory(),
                        shop -> java.nio.file.Files.delete(
                                shop.withoutManifest().relation("order_items", "_fsm")));
    }

    /** Where the byte lies, that is flipped. */
    enum Place {
        HEAP("flip in a heap", "customers", "", "Customer 400"),
        INDEX("flip in an index", "order_items_pkey", "", ""),
        TOAST("flip in a TOAST table", "documents.toast", "", "letter 7 "),
        VISIBILITY_MAP("flip in a visibility map", "customers", "_vm", ""),
        FREE_SPACE_MAP("flip in a free-space map", "order_items", "_fsm", "");

        private final String words;
        private final String relation;
        private final String fork;
        private final String text;

        Place(String words, String relation, String fork, String text) {
            this.words = words;
            this.relation = relation;
            this.fork = fork;
            this.text = text;
        }

        void flip(PlantedShop shop) throws Exception {
            var file = shop.relation(relation, fork);
            shop.files().flip(file, at(shop));
        }

        void flipMended(PlantedShop shop) throws Exception {
            var file = shop.relation(relation, fork);
            shop.flipMended(file, at(shop) / PlantedShop.PAGE, at(shop) % PlantedShop.PAGE);
        }

        /** In a value, in the key of a leaf's first entry, or in the first byte behind the header of a map's page. */
        private int at(PlantedShop shop) throws Exception {
            var pages = Pages.of(shop.relation(relation, fork));
            return switch (this) {
                case HEAP, TOAST -> pages.placeOf(text) + text.strip().length() - 1;
                case INDEX -> PlantedShop.PAGE + 8168;
                case VISIBILITY_MAP -> 24;
                case FREE_SPACE_MAP -> 2 * PlantedShop.PAGE + 5000;
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }
}

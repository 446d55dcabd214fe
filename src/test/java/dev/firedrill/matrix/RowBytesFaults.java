package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes of rows on their pages, with page checksum and manifest mended: nothing but what rows say of each other is left. */
final class RowBytesFaults {
    private static final int BLOCK = 1;
    private static final int FIRST_POINTER = 24;
    private static final int HEADER = 24;

    private RowBytesFaults() {}

    static Category category() {
        return new Category("bytes of rows")
                .fault(
                        "line pointer unlinked",
                        fail(Layer.STRUCTURE, "physical-row-counts"),
                        shop -> mended(shop, "customers", FIRST_POINTER, 0, 0, 0, 0))
                .fault(
                        "line pointer dead",
                        fail(Layer.STRUCTURE, "physical-row-counts"),
                        shop -> mended(shop, "customers", FIRST_POINTER, 0, 0x80, 1, 0))
                .fault("line pointer to another row", fail(Layer.STRUCTURE, "physical-indexes"), shop -> {
                    var page = Pages.of(shop.relation("customers")).page(BLOCK);
                    mended(shop, "customers", FIRST_POINTER, page[28], page[29], page[30], page[31]);
                })
                .fault(
                        "key of a row altered",
                        fail(Layer.STRUCTURE, "physical-indexes"),
                        shop -> mended(shop, "customers", row(shop) + HEADER, 1, 2, 3))
                .fault("value of a row altered that an index has", fail(Layer.STRUCTURE, "physical-indexes"), shop -> {
                    int at = Pages.of(shop.relation("customers")).placeOf("@example400.com");
                    shop.flipMended(shop.relation("customers"), at / PlantedShop.PAGE, at % PlantedShop.PAGE + 3);
                    shop.manifestMended();
                })
                .fault("row marked deleted on a page that says all of its rows are visible", inventory(), shop -> {
                    var page = Pages.of(shop.relation("customers")).page(BLOCK);
                    // Its inserter is its deleter, and both are known to have committed.
                    mended(
                            shop,
                            "customers",
                            row(shop) + 4,
                            page[row(shop)],
                            page[row(shop) + 1],
                            page[row(shop) + 2],
                            page[row(shop) + 3]);
                    mended(shop, "customers", row(shop) + 21, 0x05);
                })
                .fault(
                        "row marked as never committed on a page that says all of its rows are visible",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        shop -> mended(shop, "customers", row(shop) + 21, 0x0A))
                .fault(
                        "row's header as long as the page",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        shop -> mended(shop, "customers", row(shop) + 22, 0xF0))
                .fault(
                        "row of a transaction of the future",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        shop -> mended(shop, "customers", row(shop), 0, 0, 0, 0x70))
                .fault(
                        "length of a value altered",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        shop -> mended(shop, "customers", row(shop) + HEADER + 8, 0xFF))
                .fault(
                        "piece of a long value unlinked",
                        fail(Layer.STRUCTURE, "physical-tables"),
                        shop -> mended(shop, "documents.toast", FIRST_POINTER, 0, 0, 0, 0))
                .fault(
                        "page that does not know of its rows being visible, and its map does",
                        fail(Layer.PAGES),
                        shop -> mended(shop, "customers", 10, 0));
    }

    /** Where the first row of the page lies, by its line pointer. */
    private static int row(PlantedShop shop) throws Exception {
        var page = ByteBuffer.wrap(Pages.of(shop.relation("customers")).page(BLOCK))
                .order(ByteOrder.LITTLE_ENDIAN);
        return page.getInt(FIRST_POINTER) & 0x7FFF;
    }

    private static void mended(PlantedShop shop, String relation, int at, int... bytes) throws Exception {
        var put = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            put[i] = (byte) bytes[i];
        }
        shop.patch(shop.relation(relation), BLOCK, at, put);
        shop.manifestMended();
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;

import java.nio.file.Files;
import java.util.Arrays;

/** Faults of the logs that say which transactions were committed, and who shared a row. */
final class SlruFaults {
    private static final String STATES = "pg_xact/0000";
    private static final String TIMES = "pg_commit_ts/0000";

    /** Rows that the catalog saw updated by transactions which now were never committed. */
    private static final Expected IN_TABLES = fail(Layer.STRUCTURE, "physical-tables");

    private SlruFaults() {}

    static Category category() {
        var slru = new Category("transaction logs");
        lost(slru, STATES, IN_TABLES, fail(Layer.RECOVERY), IN_TABLES);
        lost(slru, "pg_multixact/offsets/0000", fail(Layer.RECOVERY), fail(Layer.RECOVERY), IN_TABLES);
        lost(slru, "pg_multixact/members/0000", fail(Layer.SLRU), fail(Layer.SLRU), IN_TABLES);
        return slru.fault("first page of pg_xact/0000 zeroed, no manifest", IN_TABLES, shop -> {
                    var content = Files.readAllBytes(shop.withoutManifest().file(STATES));
                    Arrays.fill(content, 0, PlantedShop.PAGE, (byte) 0);
                    shop.files().replace(shop.file(STATES), content);
                })
                .fault("flip in pg_xact/0000", fail(Layer.MANIFEST), shop -> shop.files()
                        .flip(shop.file(STATES), 200))
                .fault("flip in pg_xact/0000, manifest mended", IN_TABLES, shop -> {
                    shop.files().flip(shop.file(STATES), 200);
                    shop.manifestMended();
                })
                .fault("pg_commit_ts/0000 missing", fail(Layer.MANIFEST), shop -> Files.delete(shop.file(TIMES)))
                .fault(
                        "pg_commit_ts/0000 missing, no manifest",
                        fail(Layer.SLRU),
                        shop -> Files.delete(shop.withoutManifest().file(TIMES)));
    }

    /** One of these files missing, without its last page, and full of zeros. */
    private static void lost(Category slru, String file, Expected missing, Expected truncated, Expected zeroed) {
        slru.fault(file + " missing", fail(Layer.MANIFEST), shop -> Files.delete(shop.file(file)))
                .fault(
                        file + " missing, no manifest",
                        missing,
                        shop -> Files.delete(shop.withoutManifest().file(file)))
                .fault(file + " truncated, no manifest", truncated, shop -> {
                    int size = (int) Files.size(shop.withoutManifest().file(file));
                    shop.files().truncate(shop.file(file), size - PlantedShop.PAGE);
                })
                .fault(file + " zeroed, no manifest", zeroed, shop -> shop.withoutManifest()
                        .files()
                        .replace(shop.file(file), new byte[(int) Files.size(shop.file(file))]));
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;

import java.nio.file.Files;
import java.util.Arrays;

/** Faults of the logs that say which transactions were committed, and who shared a row. */
final class SlruFaults {
    private static final String STATES = "pg_xact/0000";
    private static final String OFFSETS = "pg_multixact/offsets/0000";
    private static final String MEMBERS = "pg_multixact/members/0000";

    private SlruFaults() {}

    static Category category() {
        var slru = new Category("transaction logs");
        for (var file : new String[] {STATES, OFFSETS, MEMBERS}) {
            slru.fault(file + " missing", fail(Layer.MANIFEST), shop -> Files.delete(shop.file(file)))
                    .fault(
                            file + " missing, no manifest",
                            fail(Layer.SLRU),
                            shop -> Files.delete(shop.withoutManifest().file(file)))
                    .fault(
                            file + " truncated, no manifest",
                            fail(Layer.SLRU),
                            shop -> cut(shop.withoutManifest(), file))
                    .fault(file + " zeroed, no manifest", fail(Layer.SLRU), shop -> shop.withoutManifest()
                            .files()
                            .replace(shop.file(file), new byte[(int) Files.size(shop.file(file))]));
        }
        return slru.fault("first page of pg_xact/0000 zeroed, no manifest", fail(Layer.SLRU), shop -> {
                    var content = Files.readAllBytes(shop.withoutManifest().file(STATES));
                    Arrays.fill(content, 0, PlantedShop.PAGE, (byte) 0);
                    shop.files().replace(shop.file(STATES), content);
                })
                .fault("flip in pg_xact/0000", fail(Layer.MANIFEST), shop -> shop.files()
                        .flip(shop.file(STATES), 200))
                .fault("flip in pg_xact/0000, manifest mended", fail(Layer.SLRU), shop -> {
                    shop.files().flip(shop.file(STATES), 200);
                    shop.manifestMended();
                })
                .fault(
                        "pg_commit_ts/0000 missing",
                        fail(Layer.MANIFEST),
                        shop -> Files.delete(shop.file("pg_commit_ts/0000")))
                .fault(
                        "pg_commit_ts/0000 missing, no manifest",
                        fail(Layer.SLRU),
                        shop -> Files.delete(shop.withoutManifest().file("pg_commit_ts/0000")));
    }

    private static void cut(PlantedShop shop, String file) throws Exception {
        int size = (int) Files.size(shop.file(file));
        shop.files().truncate(shop.file(file), Math.max(0, size - PlantedShop.PAGE));
    }
}

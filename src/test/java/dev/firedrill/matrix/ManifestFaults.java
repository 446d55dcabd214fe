package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;

import dev.firedrill.local.PlantedManifest;
import java.nio.file.Files;
import java.util.function.UnaryOperator;

/** Faults of {@code backup_manifest} itself. */
final class ManifestFaults {
    private static final String NAME = MendedManifest.NAME;

    private ManifestFaults() {}

    static Category category() {
        return mended(new Category("backup_manifest")
                .fault("missing", inconclusive(Layer.MANIFEST), shop -> Files.delete(shop.file(NAME)))
                .quickly()
                .fault("empty", fail(Layer.MANIFEST), shop -> shop.files().replace(shop.file(NAME), new byte[0]))
                .fault("truncated", fail(Layer.MANIFEST), shop -> shop.files().truncate(shop.file(NAME), 5000))
                .fault("flipped", fail(Layer.MANIFEST), shop -> shop.files().flip(shop.file(NAME), 5000))
                .fault("flipped in its own checksum", fail(Layer.MANIFEST), shop -> shop.files()
                        .flip(shop.file(NAME), (int) Files.size(shop.file(NAME)) - 10))
                .fault("without its own checksum", fail(Layer.MANIFEST), shop -> shop.files()
                        .says(NAME, Files.readString(shop.file(NAME)).replaceFirst(",\n\"Manifest-Checksum.*", "}\n")))
                .fault("that of an older backup", fail(Layer.MANIFEST), shop -> shop.files()
                        .replace(
                                shop.file(NAME),
                                Files.readAllBytes(
                                        shop.source().backups().get(0).resolve(NAME)))));
    }

    private static Category mended(Category manifest) {
        return manifest.fault(
                        "an entry removed, checksum mended",
                        fail(Layer.MANIFEST),
                        shop -> says(shop, it -> it.replaceFirst("\\{ \"Path\": \"PG_VERSION\"[^}]*\\},?\n", "")))
                .quickly()
                .fault("an entry removed with its file, checksum mended", fail(Layer.PAGES), shop -> {
                    Files.delete(shop.relation("orders"));
                    shop.manifestMended();
                })
                .fault(
                        "an entry doubled, checksum mended",
                        fail(Layer.MANIFEST),
                        shop -> says(shop, it -> it.replaceFirst("(\\{ \"Path\": \"PG_VERSION\"[^}]*\\},\n)", "$1$1")))
                .fault(
                        "algorithm unknown, checksum mended",
                        inconclusive(Layer.MANIFEST),
                        shop -> says(shop, it -> it.replace("\"SHA256\"", "\"BLAKE3\"")))
                .fault(
                        "no checksums of files, checksum mended",
                        inconclusive(Layer.MANIFEST),
                        shop -> says(
                                shop,
                                it -> it.replaceAll(
                                        ", \"Checksum-Algorithm\": \"SHA256\", \"Checksum\": \"[0-9a-f]+\"", "")))
                .fault(
                        "other system id, checksum mended",
                        fail(Layer.MANIFEST),
                        shop -> says(
                                shop,
                                it -> it.replaceFirst("\"System-Identifier\": \\d+", "\"System-Identifier\": 42")))
                .fault(
                        "version unknown, checksum mended",
                        inconclusive(Layer.MANIFEST),
                        shop -> says(shop, it -> it.replaceFirst("Manifest-Version\": \\d", "Manifest-Version\": 9")))
                .fault(
                        "a path that leads outside, checksum mended",
                        fail(Layer.MANIFEST),
                        shop -> says(shop, it -> it.replaceFirst("\"PG_VERSION\"", "\"../../PG_VERSION\"")))
                .fault(
                        "checksum of another file, checksum mended",
                        fail(Layer.MANIFEST),
                        shop -> says(
                                shop,
                                it -> it.replaceFirst(
                                        "(PG_VERSION\"[^}]*\"Checksum\": \")[0-9a-f]{64}", "$1" + "0".repeat(64))))
                .fault(
                        "other size of a file, checksum mended",
                        fail(Layer.MANIFEST),
                        shop -> says(shop, it -> it.replaceFirst("(PG_VERSION\", \"Size\": )\\d+", "$14711")));
    }

    private static void says(PlantedShop shop, UnaryOperator<String> change) throws Exception {
        var text = Files.readString(shop.file(NAME));
        shop.files()
                .replace(shop.file(NAME), PlantedManifest.of(change.apply(text)).bytes());
    }
}

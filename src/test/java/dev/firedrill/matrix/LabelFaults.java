package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;

import java.nio.file.Files;
import java.time.Instant;

/** Faults of {@code backup_label} and {@code tablespace_map}. */
final class LabelFaults {
    private static final String LABEL = "backup_label";

    private LabelFaults() {}

    static Category category() {
        return new Category("labels")
                .fault("backup_label missing", fail(Layer.LABELS), shop -> Files.delete(shop.file(LABEL)))
                .fault("backup_label missing, no manifest", fail(Layer.LABELS), shop -> {
                    Files.delete(shop.withoutManifest().file(LABEL));
                    // Without a label nothing but the time of its files says when the backup was made.
                    shop.lookedAt(Instant.now().plusSeconds(60));
                })
                .fault("backup_label empty", fail(Layer.LABELS), shop -> shop.files()
                        .says(LABEL, ""))
                .fault("backup_label truncated", fail(Layer.LABELS), shop -> shop.files()
                        .truncate(shop.file(LABEL), 40))
                .fault("other start in backup_label", fail(Layer.MANIFEST), shop -> start(shop, "00000A28"))
                .fault("other start in backup_label, manifest mended", fail(Layer.MANIFEST), shop -> {
                    start(shop, "00000A28");
                    shop.manifestMended();
                })
                .fault("other timeline in backup_label, manifest mended", fail(Layer.LABELS), shop -> {
                    var text = Files.readString(shop.file(LABEL));
                    shop.files().says(LABEL, text.replace("START TIMELINE: 1", "START TIMELINE: 3"));
                    shop.manifestMended();
                })
                .fault("backup_label of an older backup, manifest intact", fail(Layer.MANIFEST), LabelFaults::older)
                .fault("backup_label of an older backup, manifest mended", fail(Layer.MANIFEST), shop -> {
                    older(shop);
                    shop.manifestMended();
                })
                .fault(
                        "tablespace_map that names no tablespace's directory",
                        fail(Layer.LABELS),
                        shop -> Files.writeString(shop.file("tablespace_map"), "4711 /nowhere\n"))
                .fault(
                        "tablespace_map without its tablespace, no manifest",
                        fail(Layer.LABELS),
                        shop -> Files.writeString(shop.withoutManifest().file("tablespace_map"), "4711 /nowhere\n"));
    }

    private static void older(PlantedShop shop) throws Exception {
        shop.files().says(LABEL, Files.readString(shop.source().backups().get(0).resolve(LABEL)));
    }

    /** Some other place in the same segment. */
    private static void start(PlantedShop shop, String place) throws Exception {
        var text = Files.readString(shop.file(LABEL));
        shop.files()
                .says(
                        LABEL,
                        text.replaceFirst(
                                "(START WAL LOCATION: [0-9A-F]+/)([0-9A-F]{1,2})[0-9A-F]{6}",
                                "$1$2" + place.substring(2)));
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Faults of {@code global/pg_control}. */
final class ControlFileFaults {
    private static final String NAME = "global/pg_control";
    private static final int CRC = 288;
    private static final int FORMAT = 8;
    private static final int CATALOG = 12;
    private static final int CHECKPOINT = 32;

    private ControlFileFaults() {}

    static Category category() {
        return mended(new Category("control file")
                .fault("missing", fail(Layer.CONTROL_FILE), shop -> Files.delete(shop.file(NAME)))
                .fault("flipped", fail(Layer.CONTROL_FILE), shop -> shop.files().flip(shop.file(NAME), 100))
                .fault("truncated", fail(Layer.CONTROL_FILE), shop -> shop.files()
                        .truncate(shop.file(NAME), 100))
                .fault("zeroed", fail(Layer.CONTROL_FILE), shop -> shop.files()
                        .replace(shop.file(NAME), new byte[8192]))
                .fault("flipped behind its checksum", fail(Layer.MANIFEST), shop -> shop.files()
                        .flip(shop.file(NAME), 4000))
                .fault("version of PG_VERSION is another", fail(Layer.CONTROL_FILE), shop -> shop.files()
                        .says("PG_VERSION", "16\n")));
    }

    private static Category mended(Category control) {
        return control.fault("other system id, CRC mended", fail(Layer.WAL), shop -> put(shop, it -> it.putLong(0, 42)))
                .fault("other system id, CRC and manifest mended", fail(Layer.WAL), shop -> {
                    put(shop, it -> it.putLong(0, 42));
                    shop.manifestMended();
                })
                .fault(
                        "format of another version, CRC mended",
                        fail(Layer.CONTROL_FILE),
                        shop -> put(shop, it -> it.putInt(FORMAT, 1201)))
                .fault(
                        "catalog of another version, CRC mended",
                        fail(Layer.CONTROL_FILE),
                        shop -> put(shop, it -> it.putInt(CATALOG, 202307071)))
                .fault("earlier checkpoint, CRC and manifest mended", fail(Layer.CONTROL_FILE), shop -> {
                    put(shop, it -> it.putLong(CHECKPOINT, it.getLong(CHECKPOINT) - 4096));
                    shop.manifestMended();
                })
                .fault(
                        "other checkpoint, CRC mended",
                        fail(Layer.MANIFEST),
                        shop -> put(shop, it -> it.putLong(CHECKPOINT, it.getLong(CHECKPOINT) + 8)))
                .fault("that of an older backup, manifest intact", fail(Layer.CONTROL_FILE), shop -> shop.files()
                        .replace(shop.file(NAME), older(shop)))
                .fault("that of an older backup, manifest mended", fail(Layer.CONTROL_FILE), shop -> {
                    shop.files().replace(shop.file(NAME), older(shop));
                    shop.manifestMended();
                });
    }

    private static byte[] older(PlantedShop shop) throws Exception {
        return Files.readAllBytes(shop.source().backups().get(0).resolve(NAME));
    }

    private static void put(PlantedShop shop, Consumer<ByteBuffer> change) throws Exception {
        var content = ByteBuffer.wrap(Files.readAllBytes(shop.file(NAME))).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(content);
        var crc = new CRC32C();
        crc.update(content.array(), 0, CRC);
        shop.files()
                .replace(
                        shop.file(NAME),
                        content.putInt(CRC, (int) crc.getValue()).array());
    }
}

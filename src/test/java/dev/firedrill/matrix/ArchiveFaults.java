package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inconclusive;

import dev.firedrill.local.PlantedTarBackup;
import dev.firedrill.store.archive.Compression;
import dev.firedrill.store.archive.PlantedTar;
import dev.firedrill.testing.PlantedDamage;
import java.nio.file.Files;
import java.util.function.Consumer;

/** Faults of a backup in tar format. */
final class ArchiveFaults {
    private static final int BOMB = 64 << 20;

    private ArchiveFaults() {}

    /** Puts a fault into an archive that is still to be written, or into the written one. */
    @FunctionalInterface
    private interface InTar {
        void into(PlantedShop shop, PlantedTarBackup tar) throws Exception;
    }

    static Category category() {
        return hostile(new Category("archives")
                .trial("tar.gz truncated", fail(Layer.ARCHIVE), tar(Compression.GZIP, (shop, tar) -> cut(shop, tar)))
                .quickly()
                .trial("tar truncated", fail(Layer.ARCHIVE), tar(Compression.NONE, (shop, tar) -> cut(shop, tar)))
                .trial("tar.zst truncated", fail(Layer.ARCHIVE), tar(Compression.ZSTD, (shop, tar) -> cut(shop, tar)))
                .trial("tar.lz4 truncated", fail(Layer.ARCHIVE), tar(Compression.LZ4, (shop, tar) -> cut(shop, tar)))
                .trial("gzip with a wrong CRC", fail(Layer.ARCHIVE), tar(Compression.GZIP, (shop, tar) -> {
                    var file = tar.write();
                    shop.files().flip(file, (int) Files.size(file) - 8);
                }))
                .trial("flip in compressed data", fail(Layer.ARCHIVE), tar(Compression.ZSTD, (shop, tar) -> {
                    var file = tar.write();
                    PlantedDamage.inTheMiddleOf(file);
                }))
                .trial(
                        "flip in a file of the archive",
                        fail(Layer.MANIFEST),
                        tar(Compression.NONE, (shop, tar) -> tar.flip(tar.customers(), 9000)
                                .write()))
                .trial("file missing in the archive", fail(Layer.MANIFEST), tar(Compression.GZIP, (shop, tar) -> {
                    tar.files().remove("pg_xact/0000");
                    tar.write();
                }))
                .trial(
                        "archive of the data directory missing",
                        fail(Layer.ARCHIVE),
                        tar(Compression.GZIP, (shop, tar) -> {
                            Files.createFile(tar.directory().resolve("pg_wal.tar"));
                        }))
                .trial("archive in two forms", inconclusive(Layer.ARCHIVE), tar(Compression.GZIP, (shop, tar) -> {
                    Files.write(tar.directory().resolve("base.tar"), tar.base());
                    tar.write();
                })));
    }

    private static Category hostile(Category archives) {
        return archives.trial("name that leads outside", fail(Layer.ARCHIVE), more(it -> it.file("../../../evil", "x")))
                .trial("absolute name", fail(Layer.ARCHIVE), more(it -> it.file("/tmp/firedrill-evil", "x")))
                .trial("symbolic link out of the backup", fail(Layer.ARCHIVE), more(it -> it.link("base/out", "/etc")))
                .trial(
                        "hard link",
                        fail(Layer.ARCHIVE),
                        more(it -> it.entry('1', "base/passwd", "/etc/passwd", new byte[0])))
                .trial("device", fail(Layer.ARCHIVE), more(it -> it.entry('4', "base/disk", "", new byte[0])))
                .trial("the same name twice", fail(Layer.MANIFEST), more(it -> it.file("PG_VERSION", "17\n")))
                .trial("bomb of 64 MB of zeros", fail(Layer.MANIFEST), more(it -> it.file("bomb", new byte[BOMB])))
                .trial("bomb of directories", fail(Layer.ARCHIVE), more(it -> {
                    for (int count = 0; count < 2500; count++) {
                        it.directory("base/d" + count);
                    }
                }))
                .trial("header with a wrong checksum", fail(Layer.ARCHIVE), more(it -> {
                    var header = PlantedTar.header('0', "base/x".getBytes(), "", 0);
                    header[0] ^= 1;
                    it.raw(header);
                }))
                .trial("file that does not belong there", fail(Layer.MANIFEST), more(it -> it.file("base/99999", "x")));
    }

    private static Trial more(Consumer<PlantedTar> entries) {
        return tar(Compression.ZSTD, (shop, tar) -> tar.then(entries).write());
    }

    private static void cut(PlantedShop shop, PlantedTarBackup tar) throws Exception {
        var file = tar.write();
        shop.files().truncate(file, (int) (Files.size(file) * 2 / 3));
    }

    /** The tools of others take no archives. That the sound archive is restored is a test of its own. */
    private static Trial tar(Compression compression, InTar fault) {
        return (bench, home) -> {
            var shop = PlantedShop.of(bench.shop().sound(), home);
            fault.into(shop, PlantedTarBackup.insteadOf(shop.files(), compression));
            var found = new RestoredShop(shop).judged();
            return new Observation(
                    found, Wording.ofMessage(found.message(), shop.source().relations()), ForeignSays.NOT_FOR_THEM);
        };
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.warn;

import dev.firedrill.local.PlantedBackup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Faults of the log. Its segments are those that the restore needs: the first has the backup's start. */
final class WalFaults {
    private static final int TIMELINE = 4;
    private static final int SYSTEM = 24;
    private static final int SEGMENT = 16 << 20;

    /** No server reads it, and no row depends on it; yet somebody changed the file. */
    private static final Expected PADDING = warn(Layer.WAL, "host-wal-padding");

    private WalFaults() {}

    static Category category() {
        return damaged(mistaken(missing(new Category("WAL"))));
    }

    private static Category missing(Category wal) {
        return wal.fault("first segment missing", fail(Layer.WAL), shop -> Files.delete(segment(shop, 0)))
                .fault("segment in the middle missing", fail(Layer.WAL), shop -> Files.delete(segment(shop, 2)))
                .quickly()
                .fault("newest segment missing, with 20 minutes of commits", fail(Layer.OBJECTIVES), shop -> {
                    Files.delete(shop.files().newestSegment());
                    shop.lookedAt(shop.source().asOf().plusSeconds(1200));
                })
                .fault("all but the first segment missing", fail(Layer.OBJECTIVES), shop -> {
                    for (var name : shop.files().segments().subList(1, 5)) {
                        Files.delete(shop.files().wal().resolve(name));
                    }
                    shop.lookedAt(shop.source().asOf().plusSeconds(1200));
                })
                .fault("archive empty", fail(Layer.WAL), shop -> {
                    shop.files().clear(shop.files().wal());
                    Files.createDirectory(shop.files().wal());
                })
                .fault("archive missing", fail(Layer.WAL), shop -> shop.files()
                        .clear(shop.files().wal()));
    }

    private static Category mistaken(Category wal) {
        return wal.fault(
                        "wrong timeline in a header", fail(Layer.WAL), shop -> put(segment(shop, 1), shop, TIMELINE, 7))
                .fault("wrong system id in a header", fail(Layer.WAL), shop -> put(segment(shop, 1), shop, SYSTEM, 42))
                .fault("segment of another timeline's name", fail(Layer.WAL), shop -> {
                    var file = segment(shop, 1);
                    Files.move(
                            file,
                            file.resolveSibling(
                                    "00000002" + file.getFileName().toString().substring(8)));
                })
                .fault("two segments swapped", fail(Layer.WAL), shop -> {
                    var first = Files.readAllBytes(segment(shop, 1));
                    shop.files().replace(segment(shop, 1), Files.readAllBytes(segment(shop, 2)));
                    shop.files().replace(segment(shop, 2), first);
                })
                .fault("segment doubled under its neighbour's name", fail(Layer.WAL), shop -> shop.files()
                        .replace(segment(shop, 2), Files.readAllBytes(segment(shop, 1))))
                .fault("segment renamed with a suffix", fail(Layer.WAL), shop -> {
                    var file = segment(shop, 1);
                    Files.move(file, file.resolveSibling(file.getFileName() + ".bak"));
                })
                .fault("segment compressed in place", fail(Layer.WAL), shop -> shop.files()
                        .replace(segment(shop, 1), new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0}));
    }

    private static Category damaged(Category wal) {
        return wal.fault("segment truncated to half", fail(Layer.WAL), shop -> shop.files()
                        .truncate(segment(shop, 1), SEGMENT / 2))
                .fault("newest segment truncated", fail(Layer.WAL), shop -> shop.files()
                        .truncate(shop.files().newestSegment(), SEGMENT / 2))
                .fault("segment empty", fail(Layer.WAL), shop -> shop.files().replace(segment(shop, 1), new byte[0]))
                .fault("segment zeroed", fail(Layer.WAL), shop -> shop.files()
                        .replace(segment(shop, 1), new byte[SEGMENT]))
                .fault("segment with bytes behind its end", fail(Layer.WAL), shop -> shop.files()
                        .replace(segment(shop, 1), Arrays.copyOf(Files.readAllBytes(segment(shop, 1)), SEGMENT + 512)))
                .fault("flip in a header's magic", fail(Layer.WAL), shop -> shop.files()
                        .flip(segment(shop, 1), 0))
                .fault("flip in a header's page address", fail(Layer.WAL), shop -> shop.files()
                        .flip(segment(shop, 1), 9))
                .fault("flip in a record in the middle", fail(Layer.WAL), shop -> shop.files()
                        .flip(segment(shop, 2), PlantedBackup.middleOf(segment(shop, 2))))
                .fault("flip in a record of the newest segment", fail(Layer.WAL), shop -> shop.files()
                        .flip(
                                shop.files().newestSegment(),
                                PlantedBackup.middleOf(shop.files().newestSegment())))
                .fault("flip in the padding of a segment", PADDING, shop -> shop.files()
                        .flip(segment(shop, 2), SEGMENT - 1000))
                .fault("flip in the padding of the newest segment", PADDING, shop -> shop.files()
                        .flip(shop.files().newestSegment(), SEGMENT - 1000));
    }

    private static Path segment(PlantedShop shop, int number) throws Exception {
        return shop.files().segment(number);
    }

    private static void put(Path file, PlantedShop shop, int at, int value) throws Exception {
        var content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        shop.files().replace(file, content.putInt(at, value).array());
    }
}

package dev.firedrill.matrix;

import static dev.firedrill.matrix.Expected.fail;
import static dev.firedrill.matrix.Expected.inventory;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/** Backups of another time or of another production than they seem to be. */
final class TimeFaults {
    private static final Duration A_DAY_AND_MORE = Duration.ofHours(27);

    private TimeFaults() {}

    static Category category() {
        return names(new Category("time")
                .fault(
                        "stale backup and log",
                        fail(Layer.OBJECTIVES),
                        shop -> shop.lookedAt(shop.source().asOf().plus(Duration.ofDays(7))))
                .fault(
                        "backup of the future",
                        fail(Layer.SELECTION),
                        shop -> shop.lookedAt(shop.source().asOf().minus(Duration.ofDays(7))))
                .quickly()
                .fault("another cluster's backup", fail(Layer.WAL), shop -> {
                    shop.files().clear(shop.files().newest());
                    copy(newestOfAnother(), shop.files().backups().resolve("base-2"));
                })
                .fault("another cluster's log", fail(Layer.WAL), shop -> {
                    shop.files().clear(shop.files().wal());
                    copy(PlantedBackup.sample().wal(""), shop.files().wal());
                })
                .fault("another cluster's backup and log, with its own name", fail(Layer.SERVER), shop -> {
                    shop.files().clear(shop.files().newest());
                    copy(newestOfAnother(), shop.files().backups().resolve("base-2"));
                    shop.files().clear(shop.files().wal());
                    copy(PlantedBackup.sample().wal(""), shop.files().wal());
                    shop.with("database", "orders");
                }));
    }

    private static Category names(Category time) {
        return time.trial("yesterday's copy under today's name", fail(Layer.OBJECTIVES), onAll(shop -> {
                    renamed(shop);
                    shop.lookedAt(shop.source().asOf().plus(A_DAY_AND_MORE));
                }))
                .trial(
                        "newest backup broken off, the older one sound",
                        fail(Layer.CONTROL_FILE),
                        onAll(shop -> Files.delete(shop.file("global/pg_control"))))
                .trial("newest backup empty, the older one sound", fail(Layer.CONTROL_FILE), onAll(shop -> {
                    var empty = Files.createDirectory(shop.files().backups().resolve("base-3"));
                    Files.setLastModifiedTime(
                            empty, FileTime.from(shop.source().asOf().minusMillis(1)));
                }))
                .trial(
                        "newest backup without a file, the older one sound",
                        fail(Layer.MANIFEST),
                        onAll(shop -> Files.delete(shop.relation("orders"))))
                .trial("files of yesterday's backup in today's", fail(Layer.MANIFEST), onAll(shop -> mixed(shop)))
                .trial("files of yesterday's backup in today's, manifest mended", inventory(), onAll(shop -> {
                    mixed(shop);
                    shop.manifestMended();
                }));
    }

    private static Trial onAll(Planting planting) {
        return planting.onAll();
    }

    private static void renamed(PlantedShop shop) throws Exception {
        var newest = shop.files().newest();
        shop.files().clear(newest);
        Files.move(shop.files().backups().resolve("base-1"), newest);
    }

    private static void mixed(PlantedShop shop) throws Exception {
        var old = shop.files()
                .backups()
                .resolve("base-1")
                .resolve(shop.source().relations().get("customers"));
        shop.files().replace(shop.relation("customers"), Files.readAllBytes(old));
    }

    private static Path newestOfAnother() throws Exception {
        try (var backups = Files.list(PlantedBackup.sample().backups(""))) {
            return backups.sorted().reduce((first, last) -> last).orElseThrow();
        }
    }

    private static void copy(Path from, Path to) {
        Command.of("cp", "-a", from.toString(), to.toString()).runOrThrow("copying");
    }
}

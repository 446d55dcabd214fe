package dev.firedrill.benchmarks;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The newest backup of the sample shop in tar format, as pg_basebackup would have written it.
 *
 * @param directory holds the one backup
 * @param archive its base.tar
 */
record PackedShop(BenchmarkShop shop, Path directory, Path archive) {
    /**
     * Packs it; an archive that is there already is taken.
     *
     * @param suffix {@code .gz}, {@code .zst}
     * @param compressor a program that compresses its standard input
     */
    static PackedShop of(BenchmarkShop shop, String suffix, String compressor) throws IOException {
        var directory = shop.place().resolve("packed" + suffix);
        var backup = Files.createDirectories(directory.resolve("base"));
        var archive = backup.resolve("base.tar" + suffix);
        if (!Files.exists(archive)) {
            var plain = newest(shop.sample().backups(""));
            var script =
                    """
                    cd "$1" && ls -A | grep -v -x -e backup_label -e backup_manifest -e pg_wal >"$2.list" &&
                    tar --format=ustar -cf - backup_label -T "$2.list" | %s >"$2.part" && rm "$2.list" && mv "$2.part" "$2"
                    """
                            .formatted(compressor);
            Command.of("sh", "-c", script, "pack", plain.toString(), archive.toString())
                    .runOrThrow("packing the backup");
            Files.copy(plain.resolve("backup_manifest"), backup.resolve("backup_manifest"));
        }
        return new PackedShop(shop, directory, archive);
    }

    private static Path newest(Path backups) throws IOException {
        try (var all = Files.list(backups)) {
            return all.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    Configuration configuration() throws IOException {
        var yaml =
                """
                systems:
                  shop:
                    engine: postgresql
                    database: shop
                    backup: {type: base-backup, directory: "%s", wal: "%s"}
                    verify: ["%s"]
                """
                        .formatted(directory, shop.sample().wal(""), BenchmarkShop.FIRST_QUERY);
        return ConfigurationReader.read(Files.writeString(shop.place().resolve("firedrill.yaml"), yaml));
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.backup.Backup;
import dev.firedrill.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * The newest backup of the sample shop in tar format, as pg_basebackup would have written it.
 *
 * @param archive its base.tar; the manifest lies beside it
 */
record PackedShop(Path archive) {
    /**
     * Packs it; an archive that is there already is taken.
     *
     * @param suffix {@code .gz}, {@code .zst}
     * @param compressor a program that compresses its standard input
     */
    static PackedShop of(BenchmarkShop shop, String suffix, String compressor) throws IOException {
        var backup = Files.createDirectories(shop.place().resolve("packed" + suffix));
        var archive = backup.resolve("base.tar" + suffix);
        if (!Files.exists(archive)) {
            var script =
                    """
                    cd "$1" && ls -A | grep -v -x -e backup_label -e backup_manifest -e pg_wal >"$2.list" &&
                    tar --format=ustar -cf - backup_label -T "$2.list" | %s >"$2.part" && rm "$2.list" && mv "$2.part" "$2"
                    """
                            .formatted(compressor);
            Command.of("sh", "-c", script, "pack", newest(shop).toString(), archive.toString())
                    .runOrThrow("packing the backup");
        }
        return new PackedShop(archive);
    }

    private static Path newest(BenchmarkShop shop) throws IOException {
        try (var all = Files.list(shop.sample().backups(""))) {
            return all.max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** Lets its manifest have the sample's checksums, SHA-256, or those that pg_basebackup uses by itself. */
    void manifest(BenchmarkShop shop, boolean sha256) throws IOException {
        var plain = newest(shop);
        var text = sha256 ? Files.readString(plain.resolve("backup_manifest")) : DefaultManifest.of(plain);
        Files.writeString(archive.resolveSibling("backup_manifest"), text);
    }

    Backup backup() {
        return new Backup("packed", "shop", "", archive.getParent().toString(), Instant.EPOCH, 0, Map.of());
    }
}

package dev.firedrill.matrix;

import dev.firedrill.local.PlantedBackup;
import dev.firedrill.postgres.integrity.MendedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fresh copy of a sound backup, and what its firedrill.yaml says; a fault goes into either. */
final class PlantedShop {
    static final int PAGE = 8192;

    private final Path home;
    private final Source source;
    private final PlantedBackup files;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private String moreOfBackup = "";

    private PlantedShop(Path home, Source source, List<Path> backups) throws IOException {
        this.home = Files.createDirectories(home);
        this.source = source;
        this.files = PlantedBackup.of(home, backups, source.wal());
        keys.put("database", "shop");
        keys.put("depth", "structure");
        keys.put("asOf", source.asOf().toString());
    }

    /** A copy of the newest backup, with all of the log. */
    static PlantedShop of(Source source, Path home) throws IOException {
        var all = source.backups();
        return new PlantedShop(home, source, all.subList(all.size() - 1, all.size()));
    }

    /** A copy of all backups. */
    static PlantedShop withAllOf(Source source, Path home) throws IOException {
        return new PlantedShop(home, source, source.backups());
    }

    Path home() {
        return home;
    }

    Source source() {
        return source;
    }

    /** The files, through which alone one may be changed. */
    PlantedBackup files() {
        return files;
    }

    /** Keys of the system in firedrill.yaml, but for {@code backup}. */
    Map<String, String> keys() {
        return keys;
    }

    PlantedShop with(String key, String value) {
        keys.put(key, value);
        return this;
    }

    /** The value of {@code backup}. */
    String backup() {
        return keys.getOrDefault(
                "backup",
                "{type: base-backup, directory: '%s', wal: '%s'%s}"
                        .formatted(files.backups(), files.wal(), moreOfBackup));
    }

    /** Lets firedrill.yaml assume the failure at that moment. */
    PlantedShop lookedAt(Instant asOf) {
        return with("asOf", asOf.toString());
    }

    /** One file of the newest backup. */
    Path file(String name) throws IOException {
        return files.newest().resolve(name);
    }

    /** The file of a relation: {@code orders}, {@code orders_pkey}, {@code documents.toast}; or of a fork of it. */
    Path relation(String name, String fork) throws IOException {
        var file = source.relations().get(name);
        if (file == null) {
            throw new IllegalArgumentException("no relation " + name + " in " + source.relations());
        }
        return file(file + fork);
    }

    Path relation(String name) throws IOException {
        return relation(name, "");
    }

    /** Puts bytes into a page, and lets its checksum fit. */
    void patch(Path file, int block, int at, byte... bytes) throws IOException {
        var content = Files.readAllBytes(file);
        System.arraycopy(bytes, 0, content, block * PAGE + at, bytes.length);
        MendedPage.mend(content, block);
        files.replace(file, content);
    }

    /** Flips one byte of a page, and lets its checksum fit. */
    void flipMended(Path file, int block, int at) throws IOException {
        var content = Files.readAllBytes(file);
        patch(file, block, at, (byte) ~content[block * PAGE + at]);
    }

    /** As a tool does that hashes what it copied, damage and all. */
    PlantedShop manifestMended() throws IOException {
        files.replace(file(MendedManifest.NAME), MendedManifest.of(files.newest()));
        return this;
    }

    /** The backup has none, and the configuration says that it may. */
    PlantedShop withoutManifest() throws IOException {
        Files.delete(file(MendedManifest.NAME));
        moreOfBackup = ", manifest: optional";
        return this;
    }
}

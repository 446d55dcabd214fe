package dev.firedrill.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a planting can leave: files, their content, owners, modes, times, and keys. A fault that leaves none is none. */
record Traces(Map<String, String> all) {
    static Traces of(PlantedShop shop) throws IOException {
        var all = new HashMap<>(shop.keys());
        all.put("backup", shop.backup());
        addTo(all, shop.files().backups());
        addTo(all, shop.files().wal());
        return new Traces(all);
    }

    /** Of a directory alone. */
    static Traces of(Path directory) throws IOException {
        var all = new HashMap<String, String>();
        addTo(all, directory);
        return new Traces(all);
    }

    private static void addTo(Map<String, String> all, Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                var attributes = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
                var content = Files.isRegularFile(file) ? MendedManifest.sha256(Files.readAllBytes(file)) : "";
                all.put(file.toString(), attributes + content);
            }
        }
    }

    void requireOtherThan(Traces before) {
        if (equals(before)) {
            throw new AssertionError("this fault plants nothing");
        }
    }
}

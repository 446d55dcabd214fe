package dev.firedrill.matrix;

import dev.firedrill.local.PlantedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What a planting can leave: files, their content, owners, modes, and keys. A fault that leaves none is none. */
record Traces(Map<String, String> all) {
    private static final String OWNER = "unix:mode,uid,gid";
    private static final String OWNER_AND_TIME = OWNER + ",lastModifiedTime";
    private static final Map<Object, String> SHARED = new ConcurrentHashMap<>();

    static Traces of(PlantedShop shop) throws IOException {
        var all = new HashMap<>(shop.keys());
        all.put("backup", shop.backup());
        addTo(all, shop.files().backups(), OWNER);
        addTo(all, shop.files().wal(), OWNER);
        return new Traces(all);
    }

    /** Of what all plantings share: each file is read anew. */
    static Traces ofSound(Source source) throws IOException {
        var all = new HashMap<String, String>();
        for (var directory : List.of(source.backups().get(0).getParent(), source.wal())) {
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var mode = Files.readAttributes(file, OWNER);
                    all.put(file.toString(), new TreeMap<>(mode) + PlantedManifest.sha256(Files.readAllBytes(file)));
                }
            }
        }
        return new Traces(all);
    }

    /** Of a directory alone, with the times of what is in it, which may be the fault. */
    static Traces of(Path directory) throws IOException {
        var all = new HashMap<String, String>();
        addTo(all, directory, OWNER_AND_TIME);
        return new Traces(all);
    }

    private static void addTo(Map<String, String> all, Path directory, String attributes) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                var found = new TreeMap<>(Files.readAttributes(file, attributes, LinkOption.NOFOLLOW_LINKS));
                boolean isRead = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file);
                all.put(file.toString(), found + (isRead ? digest(file) : ""));
            }
        }
    }

    /** What is shared with the sound backup is read once for all trials. */
    private static String digest(Path file) throws IOException {
        if ((int) Files.getAttribute(file, "unix:nlink") == 1) {
            return PlantedManifest.sha256(Files.readAllBytes(file));
        }
        var inode = Files.getAttribute(file, "unix:ino");
        var known = SHARED.get(inode);
        if (known == null) {
            known = PlantedManifest.sha256(Files.readAllBytes(file));
            SHARED.put(inode, known);
        }
        return known;
    }

    void requireOtherThan(Traces before) {
        if (equals(before)) {
            throw new AssertionError("this fault plants nothing");
        }
    }
}

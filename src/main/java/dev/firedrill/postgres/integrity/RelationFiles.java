package dev.firedrill.postgres.integrity;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the files of all relations of a cluster, those in its tablespaces included. */
final class RelationFiles {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Path data;
    private final List<RelationFile> found = new ArrayList<>();

    private RelationFiles(Path data) {
        this.data = data;
    }

    /** @throws dev.firedrill.verdict.Inconclusive if a directory may not be read */
    static List<RelationFile> of(Path data) {
        var files = new RelationFiles(data);
        files.directory(data.resolve("global"), "global");
        files.databases(data.resolve("base"), "base");
        for (var link : list(data.resolve("pg_tblspc"))) {
            var space = "pg_tblspc/" + link.getFileName();
            for (var version : list(link)) {
                if (version.getFileName().toString().startsWith("PG_")) {
                    files.databases(version, space + "/" + version.getFileName());
                }
            }
        }
        return files.found;
    }

    private void databases(Path place, String name) {
        for (var database : list(place)) {
            var oid = database.getFileName().toString();
            if (NUMBER.matcher(oid).matches()) {
                directory(database, name + "/" + oid);
            }
        }
    }

    private void directory(Path directory, String name) {
        for (var file : list(directory)) {
            try {
                RelationFile.of(file, name, Files.size(file)).ifPresent(found::add);
            } catch (IOException e) {
                throw UnreadableFile.of(file, e);
            }
        }
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }
}

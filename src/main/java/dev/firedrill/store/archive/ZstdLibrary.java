package dev.firedrill.store.archive;

import com.github.luben.zstd.util.Native;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Zstandard's machine code, which comes along in a jar and must be a file for a moment to be loaded. */
final class ZstdLibrary {
    private ZstdLibrary() {}

    /** The file is deleted as soon as it is loaded, so that a killed run leaves none. */
    static synchronized void load() throws IOException {
        if (Native.isLoaded()) {
            return;
        }
        var directory = Files.createTempDirectory("firedrill");
        try {
            Native.load(directory.toFile());
        } catch (LinkageError e) {
            throw new Inconclusive(
                    "cannot load the library that reads zstd archives from " + directory + ": " + e.getMessage()
                            + "\n  Remedy: run Java with -Djava.io.tmpdir= a directory from which programs may be run",
                    e);
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

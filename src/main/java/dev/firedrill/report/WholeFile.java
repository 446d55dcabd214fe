package dev.firedrill.report;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside its place and moved there, so that a reader sees all of it or the one before. */
public final class WholeFile {
    private WholeFile() {}

    public static void write(Path file, byte[] content) {
        var target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            var draft = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
            try {
                Files.write(draft, content);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new Inconclusive("the results could not be written to " + file + ": " + e, e);
        }
    }
}

package dev.firedrill.store;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** A file that cannot be read proves nothing, whatever the reason. */
public final class UnreadableFile {
    private UnreadableFile() {}

    public static Inconclusive of(Path file, IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            var which = denied.getFile() == null ? file : denied.getFile();
            return new Inconclusive(
                    "no permission to read " + which + "\n  Remedy: let the user who runs Firedrill read the backups",
                    cause);
        }
        return new Inconclusive("cannot read " + file + ": " + cause, cause);
    }
}

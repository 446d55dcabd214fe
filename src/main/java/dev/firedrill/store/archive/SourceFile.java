package dev.firedrill.store.archive;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The bytes of an archive as they lie on the disk. What the disk refuses is told from what the archive lacks: an
 * {@link IOException} of the stream above this one can only mean that the archive is damaged.
 */
public final class SourceFile extends FilterInputStream {
    private static final int BUFFER = 1 << 18;

    private final Path file;

    private SourceFile(InputStream in, Path file) {
        super(in);
        this.file = file;
    }

    public static InputStream open(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BackupUnusable(
                        "expecting " + file + " to be a file, but it is a directory, a pipe or a device");
            }
            return new SourceFile(new BufferedInputStream(Files.newInputStream(file), BUFFER), file);
        } catch (NoSuchFileException e) {
            throw new BackupUnusable("expecting an archive " + file + ", but it is missing", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public int read() {
        try {
            return super.read();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Inconclusive unreadable(Path file, IOException cause) {
        return cause instanceof AccessDeniedException
                ? new Inconclusive(
                        "no permission to read " + file
                                + "\n  Remedy: let the user who runs Firedrill read the backups",
                        cause)
                : new Inconclusive("cannot read " + file + ": " + cause, cause);
    }
}

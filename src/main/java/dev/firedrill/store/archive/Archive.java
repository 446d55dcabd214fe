package dev.firedrill.store.archive;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A tar file, compressed or not; only read. */
public record Archive(Path file, Compression compression) {
    /**
     * Begins to read it, in a thread of its own that ends when the reader is closed. That it is missing, damaged or may
     * not be read is said by the reader.
     */
    public TarReader open() {
        return new TarReader(this, new ReadAhead(this::content));
    }

    private ByteSource content() throws IOException {
        var compressed = SourceFile.open(file);
        try {
            return compression.source(compressed);
        } catch (IOException | RuntimeException e) {
            // What cannot be begun is closed by nobody else.
            compressed.close();
            throw e;
        }
    }

    /**
     * Its size as it lies on the disk.
     *
     * @throws BackupUnusable if it is missing
     */
    public long bytes() {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            throw new BackupUnusable("expecting an archive " + file + ", but it is missing", e);
        } catch (IOException e) {
            throw new Inconclusive("cannot read " + file + ": " + e, e);
        }
    }
}

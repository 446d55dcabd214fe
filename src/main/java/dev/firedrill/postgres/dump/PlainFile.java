package dev.firedrill.postgres.dump;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The text of a plain dump. */
final class PlainFile {
    private static final int BUFFER = 1 << 16;

    private PlainFile() {}

    static InputStream open(Path dump, DumpFormat format) throws IOException {
        var stored = new BufferedInputStream(Files.newInputStream(dump), BUFFER);
        if (format != DumpFormat.PLAIN_GZIP) {
            return stored;
        }
        try {
            return new GZIPInputStream(stored, BUFFER);
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }
}

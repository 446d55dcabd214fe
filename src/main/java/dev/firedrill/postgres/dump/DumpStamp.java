package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** Time and size of a dump's files at one moment: whether somebody is still writing it. */
record DumpStamp(Instant modified, long bytes) {
    static DumpStamp of(Path dump) throws IOException {
        var reader = new Reader();
        Files.walkFileTree(dump, reader);
        return new DumpStamp(
                reader.newest == null ? Files.getLastModifiedTime(dump).toInstant() : reader.newest, reader.bytes);
    }

    private static final class Reader extends SimpleFileVisitor<Path> {
        private Instant newest;
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var modified = attributes.lastModifiedTime().toInstant();
            newest = newest == null || modified.isAfter(newest) ? modified : newest;
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }
    }
}

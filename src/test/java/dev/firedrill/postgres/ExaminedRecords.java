package dev.firedrill.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an examination of the records in a directory finds, as it is before a replay. */
final class ExaminedRecords {
    private static final int PAGE = 8192;

    private ExaminedRecords() {}

    static ExaminedLog in(Path directory, Lsn start, int timeline, long system, int segmentSize) {
        var archive = WalArchive.open(DirectoryWal.archive(directory));
        var segments = archive.segments().stream()
                .map(name -> WalSegment.parse(name, segmentSize))
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList();
        var records = archive.examination(timeline, system).ofRecords(segments, start, PAGE, Optional.empty());
        var pages = new SegmentPages(PAGE, records);
        segments.forEach(segment -> pages.read(segment, directory.resolve(segment.name())));
        return records.examined();
    }

    /** Of a log that was written by hand. */
    static ExaminedLog of(WrittenWal wal, Path directory) throws IOException {
        wal.writeTo(directory);
        return written(directory);
    }

    static ExaminedLog written(Path directory) {
        return in(directory, new Lsn(WrittenWal.SEGMENT + 40), 1, WrittenWal.SYSTEM, WrittenWal.SEGMENT);
    }

    static void flip(Path file, long at) throws IOException {
        var content = Files.readAllBytes(file);
        content[(int) at] ^= 0x10;
        Files.write(file, content);
    }

    static List<Path> segments(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> WalSegment.isName(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }
}

package dev.firedrill.postgres.dump;

import dev.firedrill.store.UnreadableFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What can be told of a dump for a list, even where it is damaged.
 *
 * @param bytes its size as stored
 */
record DumpDescription(DumpFormat format, DumpTime time, long bytes, Map<String, String> details) {
    static final String FORMAT = "format";
    static final String MADE_AT_FROM = "madeAtFrom";
    static final String CONTRADICTION = "contradiction";

    /** @throws dev.firedrill.verdict.Inconclusive if it may not be read: it may be the newest */
    static DumpDescription of(Path dump, ZoneId zone) {
        try {
            var format = DumpFormat.of(dump);
            var stamp = DumpStamp.of(dump);
            var details = new HashMap<String, String>();
            details.put(FORMAT, format.toString());
            var time = said(dump, format, zone, stamp.modified(), details).orElse(DumpTime.ofFile(stamp.modified()));
            details.put(MADE_AT_FROM, time.from());
            time.contradiction().ifPresent(text -> details.put(CONTRADICTION, text));
            return new DumpDescription(format, time, stamp.bytes(), details);
        } catch (IOException e) {
            throw UnreadableFile.of(dump, e);
        }
    }

    private static Optional<DumpTime> said(
            Path dump, DumpFormat format, ZoneId zone, Instant modified, Map<String, String> details)
            throws IOException {
        return switch (format) {
            case CUSTOM -> header(dump, zone, modified, details);
            case DIRECTORY -> header(dump.resolve(DirectoryFiles.CONTENTS), zone, modified, details);
            case PLAIN, PLAIN_GZIP, PLAIN_LZ4, PLAIN_ZSTD -> plain(dump, zone, modified, details);
            case TAR, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<DumpTime> header(Path file, ZoneId zone, Instant modified, Map<String, String> details)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var stream = new BufferedInputStream(Files.newInputStream(file))) {
            var header = ArchiveHeader.read(new ArchiveInput(stream));
            details.put("database", header.database());
            details.put("dumpedFrom", header.server());
            details.put("dumpedBy", header.program());
            return Optional.of(DumpTime.of(header.startedAt(), zone, modified, "header of the archive"));
        } catch (IOException e) {
            if (DumpContent.isOfHost(e)) {
                throw e;
            }
            // A damaged header is said by the restore; a list must not end there.
            return Optional.empty();
        }
    }

    private static Optional<DumpTime> plain(Path dump, ZoneId zone, Instant modified, Map<String, String> details)
            throws IOException {
        try {
            var header = PlainHeader.read(dump, DumpFormat.of(dump));
            header.database().ifPresent(name -> details.put("database", name));
            header.server().ifPresent(version -> details.put("dumpedFrom", version));
            header.program().ifPresent(version -> details.put("dumpedBy", version));
            return header.startedAt(zone, modified);
        } catch (IOException e) {
            if (DumpContent.isOfHost(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}

package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** The CRC-32C at the end of {@code global/pg_control}, whose place depends on the version of the layout. */
final class ControlFileChecksum {
    private static final int FILE_SIZE = 8192;
    private static final Map<Integer, Integer> PLACE_BY_VERSION = Map.of(1300, 288, 1700, 288, 1800, 292);

    private ControlFileChecksum() {}

    static void verify(Path dataDirectory, byte[] content) {
        if (content.length != FILE_SIZE) {
            throw damaged(dataDirectory, FILE_SIZE + " bytes", content.length + " bytes");
        }
        var file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int version = file.getInt(8);
        var place = PLACE_BY_VERSION.get(version);
        if (place == null) {
            refuseVersion(dataDirectory, version);
        } else if (crc(content, place) != file.getInt(place)) {
            throw damaged(
                    dataDirectory,
                    "checksum (CRC-32C) %08X of its content".formatted(crc(content, place)),
                    "%08X".formatted(file.getInt(place)));
        }
    }

    private static void refuseVersion(Path dataDirectory, int version) {
        var major = major(dataDirectory);
        var supported = IntStream.rangeClosed(14, 18).mapToObj(String::valueOf).anyMatch(major::equals);
        if (!supported && !major.isEmpty()) {
            throw new Inconclusive("the backup " + dataDirectory + " is of PostgreSQL " + major
                    + "; Firedrill reads those of 14 to 18");
        }
        throw damaged(dataDirectory, "pg_control version 1300, 1700 or 1800", String.valueOf(version));
    }

    private static String major(Path dataDirectory) {
        try {
            return Files.readString(dataDirectory.resolve("PG_VERSION")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static int crc(byte[] content, int length) {
        var crc = new CRC32C();
        crc.update(content, 0, length);
        return (int) crc.getValue();
    }

    private static BackupUnusable damaged(Path dataDirectory, String expected, String found) {
        return new BackupUnusable("%s of the backup %s is damaged: expecting %s, but found %s"
                .formatted(ControlFile.NAME, dataDirectory, expected, found));
    }
}

package dev.firedrill.postgres;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code pg_database} from the files of a cluster that no server runs on: enough to know before a restore which
 * locales it will need. Files of a backup may be torn until its log is replayed, so only what is certain is told: rows
 * that are alive by their own hint bits, in pages that are whole. All else is left to the restored server.
 */
public final class DatabaseCatalog {
    private static final int PG_DATABASE = 1262;
    private static final int MAP_MAGIC = 0x592717;
    private static final int PAGE = 8192;
    private static final int PAGE_HEADER = 24;
    private static final int NORMAL = 1;
    /** No inserting transaction that failed, and no deleting one that may have succeeded. */
    private static final int XMIN_COMMITTED = 0x0100;

    private static final int XMIN_INVALID = 0x0200;
    private static final int XMAX_INVALID = 0x0800;

    private DatabaseCatalog() {}

    /** The databases that can be told; maybe none. */
    public static List<DatabaseLocale> read(Path data, int major) {
        var found = new ArrayList<DatabaseLocale>();
        try {
            var file = ByteBuffer.wrap(Files.readAllBytes(data.resolve("global/" + fileNumber(data))))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (int page = 0; page + PAGE <= file.limit(); page += PAGE) {
                rows(file.slice(page, PAGE).order(ByteOrder.LITTLE_ENDIAN), major, found);
            }
            return found;
        } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException e) {
            return List.of();
        }
    }

    private static int fileNumber(Path data) throws IOException {
        var map = ByteBuffer.wrap(Files.readAllBytes(data.resolve("global/pg_filenode.map")))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (map.getInt() == MAP_MAGIC) {
            for (int left = map.getInt(); left > 0; left--) {
                int catalog = map.getInt();
                int file = map.getInt();
                if (catalog == PG_DATABASE) {
                    return file;
                }
            }
        }
        throw new IOException("no file for pg_database");
    }

    private static void rows(ByteBuffer page, int major, List<DatabaseLocale> found) {
        int lower = page.getShort(12) & 0xFFFF;
        for (int at = PAGE_HEADER; at + 4 <= lower; at += 4) {
            int pointer = page.getInt(at);
            int offset = pointer & 0x7FFF;
            int length = pointer >>> 17;
            if (((pointer >>> 15) & 3) == NORMAL && offset + length <= PAGE && length > PAGE_HEADER) {
                var row = page.slice(offset, length).order(ByteOrder.LITTLE_ENDIAN);
                if (isAlive(row.getShort(20))) {
                    DatabaseRow.of(row, major).locale().ifPresent(found::add);
                }
            }
        }
    }

    private static boolean isAlive(int infomask) {
        boolean inserted = (infomask & XMIN_COMMITTED) != 0 || (infomask & XMIN_INVALID) == 0;
        return inserted && (infomask & XMAX_INVALID) != 0;
    }
}

package dev.firedrill.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One row of {@code pg_database} as it lies in a page: PostgreSQL 14 to 18. */
final class DatabaseRow {
    private static final int NAME = 64;
    private static final int ENCODING = 72;
    /** From 15 on: after oid, name, owner, encoding, one-byte columns, limit, two transaction ids, tablespace. */
    private static final int FIRST_TEXT = 96;

    private final ByteBuffer columns;
    private final int major;

    private DatabaseRow(ByteBuffer columns, int major) {
        this.columns = columns;
        this.major = major;
    }

    /** @param row with its header */
    static DatabaseRow of(ByteBuffer row, int major) {
        int header = row.get(22) & 0xFF;
        return new DatabaseRow(row.slice(header, row.limit() - header).order(row.order()), major);
    }

    /** Empty if it cannot be told. */
    Optional<DatabaseLocale> locale() {
        if (major == 14) {
            return Optional.of(new DatabaseLocale(name(4), 'c', name(ENCODING + 4), name(ENCODING + 4 + NAME)));
        }
        if (major < 14 || major > 18) {
            return Optional.empty();
        }
        columns.position(FIRST_TEXT);
        return text().flatMap(collate ->
                text().map(ctype -> new DatabaseLocale(name(4), (char) columns.get(ENCODING + 4), collate, ctype)));
    }

    private String name(int at) {
        int length = 0;
        while (length < NAME && columns.get(at + length) != 0) {
            length++;
        }
        return decoded(at, length);
    }

    /** The next text; empty if it is compressed or lies elsewhere, which a name of a locale never does. */
    private Optional<String> text() {
        int start = columns.position();
        int first = columns.get(start) & 0xFF;
        if ((first & 1) == 1) {
            int length = first >> 1;
            columns.position(start + length);
            return length < 1 ? Optional.empty() : Optional.of(decoded(start + 1, length - 1));
        }
        int aligned = (start + 3) & ~3;
        int header = columns.getInt(aligned);
        if ((header & 3) != 0) {
            return Optional.empty();
        }
        int length = header >>> 2;
        columns.position(aligned + length);
        return Optional.of(decoded(aligned + 4, length - 4));
    }

    private String decoded(int at, int length) {
        var bytes = new byte[length];
        columns.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

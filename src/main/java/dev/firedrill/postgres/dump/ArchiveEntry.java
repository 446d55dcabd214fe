package dev.firedrill.postgres.dump;

import java.io.IOException;

/**
 * One entry of an archive's table of contents.
 *
 * @param number by which pg_restore's lists name it
 * @param tag the object's name
 * @param kind what it is: {@code TABLE}, {@code TABLE DATA}, {@code EXTENSION}, {@code ACL}
 * @param definition the statements that make it
 * @param copy the statement before its data; empty where there is none
 * @param file where the directory format keeps its data; empty where there is none
 */
record ArchiveEntry(
        int number,
        String tag,
        String kind,
        String definition,
        String copy,
        String schema,
        String tablespace,
        String owner,
        String file) {

    static ArchiveEntry read(ArchiveInput in, ArchiveHeader header) throws IOException {
        int number = in.number();
        in.number();
        in.text();
        in.text();
        var tag = in.textOrEmpty();
        var kind = in.textOrEmpty();
        in.number();
        var definition = in.textOrEmpty();
        in.text();
        var copy = in.textOrEmpty();
        var schema = in.textOrEmpty();
        var tablespace = in.textOrEmpty();
        if (header.revision() >= 14) {
            in.text();
        }
        if (header.revision() >= 16) {
            in.number();
        }
        var owner = in.textOrEmpty();
        in.text();
        while (in.text() != null) {
            continue;
        }
        return new ArchiveEntry(number, tag, kind, definition, copy, schema, tablespace, owner, place(in, header));
    }

    private static String place(ArchiveInput in, ArchiveHeader header) throws IOException {
        if (!header.isCustom()) {
            return in.textOrEmpty();
        }
        in.skipPosition();
        return "";
    }

    /** Its name with its schema, for messages. */
    String name() {
        return schema.isEmpty() ? tag : schema + "." + tag;
    }
}

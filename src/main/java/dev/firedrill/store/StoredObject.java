package dev.firedrill.store;

import java.time.Instant;

/**
 * One object, as its store describes it without reading it.
 *
 * @param size in bytes; 0 for what is no file
 * @param modifiedAt when it was last written, as far as the store tells
 * @param version differs between two looks at an object that was written between them; empty in the listing of a store that
 *     cannot be asked for a version
 */
public record StoredObject(StoredName name, Kind kind, long size, Instant modifiedAt, String version) {
    /** What it is. Only files have content that can be read without leaving the store or waiting for ever. */
    public enum Kind {
        FILE("a file"),
        /** A file in an archive, such as Glacier, that must be brought back before it can be read. */
        ARCHIVED("archived"),
        DIRECTORY("a directory"),
        /** A symbolic link to something in the same store. */
        LINK_WITHIN("a symbolic link"),
        /** A symbolic link that leads out of the store, or nowhere. */
        LINK_OUT("a symbolic link"),
        /** A pipe, a socket or a device. */
        SPECIAL("a pipe, a socket or a device");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Whether it is a file, wherever it lies. */
        public boolean isFile() {
            return this == FILE || this == ARCHIVED;
        }

        /** With its article, for messages. */
        public String words() {
            return words;
        }
    }
}

package dev.firedrill.store.archive;

import java.nio.ByteBuffer;

/** Is shown the content of a file while it is unpacked, such as a checksum. Used by one thread at a time. */
public interface ContentCheck {
    /** Of which nothing is known. */
    ContentCheck NONE = new ContentCheck() {
        @Override
        public boolean isCostly() {
            return false;
        }

        @Override
        public void update(ByteBuffer bytes) {
            // Nothing is to be compared.
        }

        @Override
        public void end() {
            // Nothing was compared.
        }
    };

    /** Whether it pays to look at a portion in one thread while another writes it. */
    boolean isCostly();

    /** The next bytes, all that remain in the buffer. */
    void update(ByteBuffer bytes);

    /** All of the content was shown. */
    void end();
}

package dev.firedrill.postgres.dump;

import java.io.IOException;

/** An archive of a version that is not read here: no fault of it. */
final class UnknownArchiveVersion extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownArchiveVersion(String message) {
        super(message);
    }
}

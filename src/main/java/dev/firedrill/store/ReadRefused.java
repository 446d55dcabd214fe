package dev.firedrill.store;

import java.io.IOException;

/** An object that is there, but cannot be read as it was seen, however often it is tried. */
public final class ReadRefused extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** It was replaced or deleted since. */
        CHANGED,
        /** It lies in an archive, and must be brought back first. */
        ARCHIVED,
        /** It may not be read. */
        DENIED
    }

    private final Reason reason;

    public ReadRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

package dev.firedrill.process;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A password that nobody chose, for one restore: 256 random bits, in characters that need no quotes anywhere. */
public final class OneTimePassword {
    private static final int BYTES = 32;

    private OneTimePassword() {}

    /** A new one. */
    public static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

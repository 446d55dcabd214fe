package dev.firedrill.objects;

import java.util.HexFormat;

/** Digests as small hex digits. */
final class Hex {
    private static final HexFormat SMALL = HexFormat.of();

    private Hex() {}

    static String of(byte[] bytes) {
        return SMALL.formatHex(bytes);
    }

    static boolean isHex(String text) {
        return !text.isEmpty() && text.chars().allMatch(HexFormat::isHexDigit);
    }

    /** Enough of a digest for a person to tell two apart. */
    static String shortened(String digest) {
        return digest.length() <= 12 ? digest : digest.substring(0, 12) + "...";
    }
}

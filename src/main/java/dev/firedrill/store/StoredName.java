package dev.firedrill.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The name of an object, byte for byte as its store has it: a file system knows no encoding, and a name that is no text
 * must neither be lost nor be taken for another.
 *
 * @param bytes each character stands for one byte
 */
public record StoredName(String bytes) implements Comparable<StoredName> {
    /** The name that is this text in UTF-8. */
    public static StoredName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static StoredName of(byte[] bytes) {
        return new StoredName(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** As people read it, on one line: what is no text, or would move a cursor, is escaped. */
    public String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .codePoints()
                    .mapToObj(StoredName::shown)
                    .collect(Collectors.joining());
        } catch (CharacterCodingException e) {
            return bytes.chars()
                    .mapToObj(b -> b < 0x20 || b > 0x7e ? "\\x%02x".formatted(b) : Character.toString(b))
                    .collect(Collectors.joining());
        }
    }

    private static String shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> "\\u%04x".formatted(codePoint);
            default -> Character.toString(codePoint);
        };
    }

    @Override
    public int compareTo(StoredName other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}

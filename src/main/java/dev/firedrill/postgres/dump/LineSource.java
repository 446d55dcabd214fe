package dev.firedrill.postgres.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Gives the lines of a stream one after another without copying them; one that is very long comes in pieces. */
final class LineSource {
    private final InputStream in;
    private final byte[] buffer;
    private int start;
    private int end;
    private int filled;
    private long number;
    private boolean begins = true;
    private boolean ended;

    /** @param longest bytes of a line that comes in one piece */
    LineSource(InputStream in, int longest) {
        this.in = in;
        this.buffer = new byte[longest];
    }

    /** Goes to the next line, or piece of one; false at the end. */
    boolean next() throws IOException {
        begins = end == 0 || buffer[end - 1] == '\n' || start == end;
        start = end;
        int found = newline(start);
        while (found < 0 && !ended && (start > 0 || filled < buffer.length)) {
            int seen = filled - start;
            fill();
            found = newline(start + seen);
        }
        end = found < 0 ? filled : found + 1;
        number += begins && end > start ? 1 : 0;
        return end > start;
    }

    private int newline(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        end = 0;
        int read = in.read(buffer, filled, buffer.length - filled);
        ended = read < 0;
        filled += Math.max(0, read);
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Its number, from 1 on. */
    long number() {
        return number;
    }

    /** Whether it is a whole line, and not a piece of one. */
    boolean isWhole() {
        return begins && (end > start && buffer[end - 1] == '\n' || ended && end == filled);
    }

    /** Whether it begins with these characters. */
    boolean startsWith(String text) {
        if (!begins || end - start < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (buffer[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The line without its end. */
    String text() {
        int length = end - start;
        while (length > 0 && (buffer[start + length - 1] == '\n' || buffer[start + length - 1] == '\r')) {
            length--;
        }
        return new String(buffer, start, length, StandardCharsets.UTF_8);
    }
}

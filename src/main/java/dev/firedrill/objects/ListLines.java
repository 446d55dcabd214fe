package dev.firedrill.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.ObjIntConsumer;

/**
 * The lines of a list, byte for byte. Only LF ends a line; a CR before it belongs to the name, unless a program of
 * Windows has put one at the end of every line.
 */
final class ListLines {
    /** Longer than any path and its digest can be: whatever has such a line is no list. */
    private static final int LONGEST = 64 << 10;

    private int number;
    private Boolean returns;

    /**
     * Hands over each line that is neither empty nor a remark.
     *
     * @throws GarbledLine if one cannot be understood
     */
    void read(InputStream in, ObjIntConsumer<String> line) throws IOException {
        var bytes = new StringBuilder();
        boolean open = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                hand(bytes, true, line);
                open = false;
            } else if (bytes.length() == LONGEST) {
                throw new GarbledLine(number + 1, "is longer than " + LONGEST + " bytes: this is no list");
            } else {
                bytes.append((char) b);
                open = true;
            }
        }
        if (open) {
            hand(bytes, false, line);
        }
    }

    private void hand(StringBuilder bytes, boolean ended, ObjIntConsumer<String> line) {
        number++;
        var text = bytes.toString();
        bytes.setLength(0);
        if (number == 1 && text.startsWith("\u00ef\u00bb\u00bf")) {
            text = text.substring(3);
        }
        var content = withoutReturn(text, ended);
        if (content.isEmpty() || content.startsWith("#")) {
            return;
        }
        try {
            line.accept(content, number);
        } catch (IllegalArgumentException e) {
            throw new GarbledLine(number, e.getMessage());
        }
    }

    private String withoutReturn(String text, boolean ended) {
        boolean has = text.endsWith("\r");
        if (returns == null) {
            returns = has;
        } else if (ended && returns != has) {
            throw new GarbledLine(
                    number,
                    has ? "ends with CR LF, the lines before it with LF" : "ends with LF, those before with CR LF");
        }
        return has ? text.substring(0, text.length() - 1) : text;
    }
}

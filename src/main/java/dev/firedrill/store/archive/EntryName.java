package dev.firedrill.store.archive;

import java.io.IOException;
import java.util.stream.Collectors;

/** Names out of an archive: they must lie in it, and be shown so that they cannot pass for other lines of a message. */
final class EntryName {
    private static final int SHOWN = 300;

    private EntryName() {}

    /**
     * Without {@code ./} before it and slashes after it; empty for the archive's own root.
     *
     * @throws IOException if it may lead elsewhere
     */
    static String requireInside(String name) throws IOException {
        var inside = name;
        while (inside.startsWith("./")) {
            inside = inside.substring(2);
        }
        while (inside.endsWith("/") && inside.length() > 1) {
            inside = inside.substring(0, inside.length() - 1);
        }
        if (inside.equals(".") || inside.isEmpty() && !name.isEmpty()) {
            return "";
        }
        for (var part : inside.split("/", -1)) {
            if (part.isEmpty() || part.equals("..") || part.equals(".")) {
                throw new IOException(
                        "it names a file outside itself, [" + shown(name) + "]; nothing of that was written");
            }
        }
        return inside;
    }

    static String shown(String name) {
        var text = name.codePoints()
                .limit(SHOWN)
                .mapToObj(
                        point -> Character.isISOControl(point) ? "\\x%02x".formatted(point) : Character.toString(point))
                .collect(Collectors.joining());
        return text.length() < name.length() ? text + "..." : text;
    }
}

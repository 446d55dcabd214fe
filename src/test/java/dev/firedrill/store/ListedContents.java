package dev.firedrill.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lists a directory store with its contents, in a JVM of its own. */
final class ListedContents {
    private ListedContents() {}

    public static void main(String[] arguments) throws IOException {
        var store = new DirectoryStore(Path.of(arguments[0]));
        for (var object : store.list()) {
            var seen = store.look(object.name()).orElseThrow();
            try (var in = store.open(seen, 0).stream()) {
                System.out.println(
                        plain(object.name().bytes()) + "=" + new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            }
        }
    }

    /** Bytes that are not ASCII as hex digits. */
    static String plain(String bytes) {
        var text = new StringBuilder();
        bytes.chars().forEach(b -> text.append(b < 0x20 || b > 0x7e ? "[%x]".formatted(b) : Character.toString(b)));
        return text.toString();
    }
}

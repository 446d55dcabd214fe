package dev.firedrill.store;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of objects from paths, and back. A path as text has lost what the locale of this process cannot say, and in the
 * locale C that is each umlaut; only its address has all bytes.
 */
final class PathName {
    private PathName() {}

    /** The name of a file, relative to the root of its store. */
    static StoredName of(Path root, Path file) {
        var text = root.relativize(file).toString();
        if (isAscii(text)) {
            return new StoredName(text);
        }
        int begin = root.toUri().getRawPath().length();
        var address = file.toUri().getRawPath().substring(begin);
        return new StoredName(decoded(address.startsWith("/") ? address.substring(1) : address));
    }

    static Path resolve(Path root, StoredName name) {
        if (isAscii(name.bytes())) {
            return root.resolve(name.bytes());
        }
        var base = root.toUri().toString();
        return Path.of(URI.create((base.endsWith("/") ? base : base + "/") + encoded(name.bytes())));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String decoded(String address) {
        var bytes = new StringBuilder();
        for (int i = 0; i < address.length(); i++) {
            if (address.charAt(i) == '%') {
                bytes.append((char) Integer.parseInt(address, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.append(address.charAt(i));
            }
        }
        return bytes.toString();
    }

    private static String encoded(String bytes) {
        var address = new StringBuilder();
        for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            address.append(b == '/' ? "/" : "%%%02X".formatted(b));
        }
        return address.toString();
    }
}

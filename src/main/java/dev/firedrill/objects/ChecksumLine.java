package dev.firedrill.objects;

import dev.firedrill.store.StoredName;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One line of a list of checksums: as {@code sha256sum} and its kin write it, in text and binary mode, with
 * {@code --tag}, as BSD's tools write it, and as {@code md5 -r} does.
 */
final class ChecksumLine {
    private static final Pattern TAGGED =
            Pattern.compile("([A-Za-z][A-Za-z0-9/-]*) ?\\((.*)\\) ?= ?([0-9A-Za-z+/=]+)", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("([0-9A-Fa-f]+) [ *]?(.+)", Pattern.DOTALL);

    private ChecksumLine() {}

    /**
     * @param written the line, byte for byte, without its end
     * @throws IllegalArgumentException with what is wrong with it
     */
    static ListedObject parse(String written, int number) {
        boolean escaped = written.startsWith("\\");
        var line = escaped ? written.substring(1) : written;
        var tagged = TAGGED.matcher(line);
        if (tagged.matches()) {
            var algorithm = DigestAlgorithm.named(tagged.group(1))
                    .orElseThrow(() -> new IllegalArgumentException("the algorithm [" + tagged.group(1)
                            + "] is not known: expecting one of MD5, SHA1, SHA256, SHA384, SHA512"));
            return listed(algorithm, tagged.group(3), tagged.group(2), escaped, number);
        }
        var plain = PLAIN.matcher(line);
        if (!plain.matches()) {
            throw new IllegalArgumentException("expecting a digest and a name, found [" + shown(written) + "]");
        }
        var digest = plain.group(1);
        var algorithm = DigestAlgorithm.ofDigits(digest.length())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a digest of %d digits is of no known algorithm: expecting 32, 40, 64, 96 or 128"
                                .formatted(digest.length())));
        return listed(algorithm, digest, plain.group(2), escaped, number);
    }

    private static ListedObject listed(
            DigestAlgorithm algorithm, String digest, String name, boolean escaped, int number) {
        if (!Hex.isHex(digest) || digest.length() != algorithm.digits()) {
            throw new IllegalArgumentException("[%s] is no digest of %s: expecting %d hex digits"
                    .formatted(shown(digest), algorithm, algorithm.digits()));
        }
        var stored = ListName.of(escaped ? unescaped(name) : name);
        return new ListedObject(stored, algorithm, digest.toLowerCase(Locale.ROOT), ListedObject.UNKNOWN, number);
    }

    private static String unescaped(String name) {
        var bytes = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\') {
                bytes.append(c);
                continue;
            }
            char next = ++i < name.length() ? name.charAt(i) : ' ';
            bytes.append(
                    switch (next) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case '\\' -> '\\';
                        default -> throw new IllegalArgumentException(
                                "the name [" + shown(name) + "] has a backslash that escapes nothing");
                    });
        }
        return bytes.toString();
    }

    private static String shown(String bytes) {
        var text = new StoredName(bytes).text();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}

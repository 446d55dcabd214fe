package dev.firedrill.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A {@code backup_manifest} that says of each file what is there now, its own checksum included. */
final class MendedManifest {
    static final String NAME = "backup_manifest";

    private static final String SUM = "\"Manifest-Checksum\": ";
    private static final Pattern ENTRY =
            Pattern.compile("\\{ \"Path\": \"([^\"]+)\", \"Size\": \\d+, (.*?)\"Checksum\": \"[0-9a-f]*\" \\},?\n");

    private MendedManifest() {}

    /** That of a backup, mended; files that are not there are not in it. */
    static byte[] of(Path backup) throws IOException {
        var text = Files.readString(backup.resolve(NAME));
        var entries = new ArrayList<String>();
        for (var entry : ENTRY.matcher(text).results().toList()) {
            var file = backup.resolve(entry.group(1));
            if (Files.exists(file)) {
                entries.add(entry(entry, Files.readAllBytes(file)));
            }
        }
        var first = text.indexOf("{ \"Path\"");
        var rest = text.indexOf("],\n", first);
        return withChecksum(text.substring(0, first) + String.join(",\n", entries) + "\n" + text.substring(rest));
    }

    private static String entry(MatchResult old, byte[] content) {
        return "{ \"Path\": \"%s\", \"Size\": %d, %s\"Checksum\": \"%s\" }"
                .formatted(old.group(1), content.length, old.group(2), sha256(content));
    }

    /** Lets the checksum at the end of a text fit it. */
    static byte[] withChecksum(String text) {
        var body = text.substring(0, text.indexOf(SUM));
        var sum = sha256(body.getBytes(StandardCharsets.UTF_8));
        return (body + SUM + "\"" + sum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

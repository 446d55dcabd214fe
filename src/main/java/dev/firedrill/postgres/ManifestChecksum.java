package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The last line of a manifest: SHA-256 of all bytes of the lines before it. */
final class ManifestChecksum {
    private static final Pattern LAST_LINE = Pattern.compile("\"Manifest-Checksum\": \"([0-9a-f]{64})\"\\}\\s*");

    private ManifestChecksum() {}

    static void verify(Path dataDirectory, byte[] content) {
        int lastLine = startOfLastLine(content);
        var line = new String(content, lastLine, content.length - lastLine, StandardCharsets.UTF_8);
        var matcher = LAST_LINE.matcher(line);
        if (!matcher.matches()) {
            throw damaged(dataDirectory, "a last line with its checksum", "[" + shortened(line) + "]");
        }
        var actual = sha256(content, lastLine);
        if (!actual.equals(matcher.group(1))) {
            throw damaged(dataDirectory, "the SHA-256 " + matcher.group(1), actual);
        }
    }

    private static int startOfLastLine(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] == '\n') {
            end--;
        }
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static String sha256(byte[] content, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(content, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shortened(String line) {
        return line.length() > 80 ? line.substring(0, 80) + "..." : line.strip();
    }

    private static BackupUnusable damaged(Path dataDirectory, String expected, String found) {
        return new BackupUnusable("%s of the backup %s is damaged: expecting %s, but found %s"
                .formatted(BackupManifest.NAME, dataDirectory, expected, found));
    }
}

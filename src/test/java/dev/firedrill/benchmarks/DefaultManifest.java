package dev.firedrill.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** A backup_manifest with the checksums that pg_basebackup asks for unless it is told otherwise, CRC-32C. */
final class DefaultManifest {
    private static final Pattern FILE =
            Pattern.compile("(\"Path\": \"([^\"]+)\".*)\"SHA256\", \"Checksum\": \"[0-9a-f]+\"");
    private static final String LAST = "\"Manifest-Checksum\": ";

    private DefaultManifest() {}

    /** @param backup in plain format, with a manifest that has SHA-256 */
    static String of(Path backup) throws IOException {
        var body = new StringBuilder();
        for (var line : Files.readAllLines(backup.resolve("backup_manifest"))) {
            if (!line.startsWith(LAST)) {
                body.append(converted(line, backup)).append('\n');
            }
        }
        var sum = sha256(body.toString().getBytes(StandardCharsets.UTF_8));
        return body.append(LAST).append('"').append(sum).append("\"}\n").toString();
    }

    private static String converted(String line, Path backup) throws IOException {
        var matcher = FILE.matcher(line);
        return matcher.find()
                ? matcher.replaceFirst("$1\"CRC32C\", \"Checksum\": \"" + crc(backup.resolve(matcher.group(2))) + "\"")
                : line;
    }

    private static String crc(Path file) throws IOException {
        var crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) crc.getValue());
        return HexFormat.of().formatHex(bytes.array());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

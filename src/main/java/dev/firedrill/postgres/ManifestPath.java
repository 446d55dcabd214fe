package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;

/** Paths that a backup names must lie in the backup. */
public final class ManifestPath {
    private ManifestPath() {}

    /** Names that are no UTF-8 are listed in hexadecimal. */
    static String decode(String hexadecimal) {
        var bytes = HexFormat.of().parseHex(hexadecimal);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Inconclusive("a file of the backup has a name that is no UTF-8, hexadecimal " + hexadecimal, e);
        }
    }

    /**
     * The path of a file that a backup names.
     *
     * @throws BackupUnusable if it lies elsewhere
     * @throws Inconclusive if this JVM's locale cannot write such a name
     */
    public static Path requireInside(String name, Path directory) {
        try {
            var root = directory.toAbsolutePath().normalize();
            var path = root.resolve(name).normalize();
            if (name.isEmpty() || name.startsWith("/") || !path.startsWith(root) || path.equals(root)) {
                throw new BackupUnusable(
                        "the backup names a file outside itself: [" + name + "]; nothing of it was read or written");
            }
            return path;
        } catch (InvalidPathException e) {
            if (name.indexOf('\0') >= 0) {
                throw new BackupUnusable("the backup names a file that cannot be: [" + e.getReason() + "]", e);
            }
            throw new Inconclusive(
                    "the backup names a file [" + name + "], which this JVM cannot name: its encoding of file names is "
                            + System.getProperty("sun.jnu.encoding")
                            + "\n  Remedy: run it with the environment variable LC_ALL=C.UTF-8",
                    e);
        }
    }
}

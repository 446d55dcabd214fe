package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks a tar stream of a base backup into a directory, and nowhere else. */
final class BaseBackupArchive {
    private BaseBackupArchive() {}

    static void unpack(InputStream stream, Path directory) throws IOException {
        var tar = new TarArchiveInputStream(stream);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            write(tar, entry, directory);
        }
        stream.transferTo(OutputStream.nullOutputStream());
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path directory) throws IOException {
        if (isLinkOrSpecial(entry)) {
            throw new Inconclusive("the base backup holds a link or a special file, " + entry.getName()
                    + ", as tablespaces do, which is not supported");
        }
        if (entry.isDirectory()
                && directory.resolve(entry.getName()).normalize().equals(directory.normalize())) {
            return;
        }
        var path = ManifestPath.requireInside(entry.getName(), directory);
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(content, path);
        }
    }

    private static boolean isLinkOrSpecial(TarArchiveEntry entry) {
        return entry.isSymbolicLink()
                || entry.isLink()
                || entry.isBlockDevice()
                || entry.isCharacterDevice()
                || entry.isFIFO();
    }
}

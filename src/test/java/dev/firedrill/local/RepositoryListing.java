package dev.firedrill.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * All that can be told of what a restore may only read: of files and directories names, owners, modes and times, of files
 * also sizes and content, of links where they lead. What may not be read is left to the restore to name.
 */
final class RepositoryListing extends SimpleFileVisitor<Path> {
    private static final int PORTION = 1 << 20;

    private final Map<String, String> found = new TreeMap<>();
    /** Read into, not mapped: a mapping stays until it is collected as garbage, and the system allows only so many. */
    private final ByteBuffer portion = ByteBuffer.allocateDirect(PORTION);

    private RepositoryListing() {}

    static Map<String, String> of(List<Path> directories) throws IOException {
        var listing = new RepositoryListing();
        for (var directory : directories) {
            if (Files.isReadable(directory)) {
                Files.walkFileTree(directory, listing);
            }
        }
        return listing.found;
    }

    /** A line for each that is not the same, or on one side only. */
    static List<String> differences(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .map(name -> "%s was [%s] and is [%s]".formatted(name, before.get(name), after.get(name)))
                .toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
        note(directory, attributes, "directory");
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            note(file, attributes, "-> " + Files.readSymbolicLink(file));
        } else if (attributes.isRegularFile() && Files.isReadable(file)) {
            note(file, attributes, "%d bytes, CRC %08X".formatted(attributes.size(), digest(file)));
        } else {
            note(file, attributes, "%d bytes, unread".formatted(attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        return FileVisitResult.CONTINUE;
    }

    private void note(Path file, BasicFileAttributes attributes, String content) throws IOException {
        var unix = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
        found.put(
                file.toString(),
                "%s, %s, of %s".formatted(content, new TreeMap<>(unix), attributes.lastModifiedTime()));
    }

    private long digest(Path file) throws IOException {
        var crc = new CRC32C();
        try (var channel = FileChannel.open(file)) {
            while (channel.read(portion.clear()) >= 0) {
                crc.update(portion.flip());
            }
        }
        return crc.getValue();
    }
}

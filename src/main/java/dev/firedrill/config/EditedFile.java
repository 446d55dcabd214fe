package dev.firedrill.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** A person's file that is changed whole or not at all, and stays theirs: owner, mode and a link that leads to it. */
final class EditedFile {
    private EditedFile() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + e);
        }
    }

    static void write(Path file, String text) {
        try {
            var real = file.toRealPath();
            if (!Files.isWritable(real)) {
                throw unusable(file, "may not be written by this user");
            }
            var draft = Files.createTempFile(real.getParent(), ".firedrill-", ".tmp");
            try {
                Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
                take(real, draft);
                Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw unusable(file, "cannot be written: " + e);
        }
    }

    private static void take(Path from, Path to) throws IOException {
        var theirs = Files.readAttributes(from, PosixFileAttributes.class);
        var ours = Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (!ours.readAttributes().owner().equals(theirs.owner())) {
            ours.setOwner(theirs.owner());
        }
        if (!ours.readAttributes().group().equals(theirs.group())) {
            ours.setGroup(theirs.group());
        }
        ours.setPermissions(theirs.permissions());
    }

    private static ConfigurationMistake unusable(Path file, String problem) {
        return new ConfigurationMistake(file.toString(), problem, "let the user who runs this command change it");
    }
}

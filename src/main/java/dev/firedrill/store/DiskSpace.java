package dev.firedrill.store;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is room, asked before anything is copied. */
public final class DiskSpace {
    private DiskSpace() {}

    /**
     * Sees that a directory's disk has room.
     *
     * @param directory need not exist yet
     * @param bytes what will be written there
     * @param what what it is for, for the message
     * @throws Inconclusive if there is less
     */
    public static void require(Path directory, long bytes, String what) {
        long free = free(directory);
        if (free < bytes) {
            throw new Inconclusive(
                    "the disk of %s is too small: %s needs %s, and %s are free; nothing was copied%n  Remedy: free some space there, or set another workdir: in firedrill.yaml"
                            .formatted(directory, what, megabytes(bytes), megabytes(free)));
        }
    }

    /**
     * The bytes that this user may still write there.
     *
     * @param directory need not exist yet
     * @throws Inconclusive if it cannot be told
     */
    public static long free(Path directory) {
        try {
            return Files.getFileStore(existing(directory)).getUsableSpace();
        } catch (IOException e) {
            throw new Inconclusive("cannot tell how much room " + directory + " has: " + e, e);
        }
    }

    /** The directory itself, or the nearest one above it that is there. */
    public static Path existing(Path directory) {
        var existing = directory.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** A number of bytes as people read it: {@code 1,234 MB}. */
    public static String megabytes(long bytes) {
        return "%,d MB".formatted((bytes + 999_999) / 1_000_000);
    }
}

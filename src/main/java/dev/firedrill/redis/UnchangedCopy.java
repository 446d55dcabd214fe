package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Copies files that belong together, each with its time, and sees that none of them was written to meanwhile. */
record UnchangedCopy(List<Path> files) {
    private static final long PORTION = 32L << 20;

    /** What changes when a file is written to. */
    record State(long size, FileTime modified) {
        static State of(Path file) throws IOException {
            return new State(Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /**
     * Copies them.
     *
     * @param checkpoint is run now and then, and may throw
     * @throws Inconclusive if one cannot be read, or is written to meanwhile
     */
    void into(Path directory, Runnable checkpoint) {
        var before = states();
        for (var file : files) {
            copy(file, directory.resolve(file.getFileName()), checkpoint);
        }
        keepTimes(directory, before);
        requireUnchanged(before);
    }

    /** @throws Inconclusive if one is not as it was */
    void requireUnchanged(List<State> before) {
        var after = states();
        for (int i = 0; i < files.size(); i++) {
            if (!after.get(i).equals(before.get(i))) {
                throw new Inconclusive(files.get(i) + " was written to while it was read"
                        + "\n  Remedy: run it again when the backup is done");
            }
        }
    }

    private void keepTimes(Path directory, List<State> states) {
        for (int i = 0; i < files.size(); i++) {
            var copy = directory.resolve(files.get(i).getFileName());
            try {
                Files.setLastModifiedTime(copy, states.get(i).modified());
            } catch (IOException e) {
                throw UnreadableFile.of(copy, e);
            }
        }
    }

    /** How they are now. */
    List<State> states() {
        return files.stream().map(UnchangedCopy::state).toList();
    }

    private static State state(Path file) {
        try {
            return State.of(file);
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    private static void copy(Path file, Path target, Runnable checkpoint) {
        try (var in = FileChannel.open(file);
                var out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = in.size();
            for (long at = 0; at < size; ) {
                checkpoint.run();
                long moved = in.transferTo(at, Math.min(PORTION, size - at), out);
                if (moved <= 0) {
                    throw new Inconclusive(file + " became shorter while it was read");
                }
                at += moved;
            }
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }
}

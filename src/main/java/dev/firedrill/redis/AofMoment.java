package dev.firedrill.redis;

import dev.firedrill.store.UnreadableFile;
import dev.firedrill.verdict.BackupUnusable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Of which moment the state is that a log leads to.
 *
 * @param from how that is known
 */
record AofMoment(Instant time, String from) {
    static final String NOTED = "the last time that Redis noted in its log";
    static final String BASE = "ctime in the base: when Redis began to save it, since nothing was done after that";
    static final String MODIFIED = "the time at which the log was last changed: Redis noted none in it";

    private static final int TAIL = 1 << 20;
    private static final Pattern TIME = Pattern.compile("(?<=\n)#TS:[0-9]{1,12}\r\n");

    /** Without reading more than its end. */
    static AofMoment of(AofFiles files) {
        return of(files, AofMoment::newestIn);
    }

    /** The same, where each file was read whole. */
    static AofMoment of(AofFiles files, NewestIn newest) {
        var loaded = new ArrayList<>(files.loaded());
        Collections.reverse(loaded);
        for (var file : loaded) {
            if (AofFiles.isEmpty(file)) {
                continue;
            }
            var noted = newest.in(file);
            if (noted.isPresent()) {
                return new AofMoment(noted.get(), NOTED);
            }
            var saved = saved(file);
            if (saved.isPresent()) {
                return new AofMoment(saved.get(), BASE);
            }
            return new AofMoment(modified(file), MODIFIED);
        }
        return new AofMoment(modified(loaded.get(0)), MODIFIED);
    }

    /** The last time that is noted in a file; empty if there is none. */
    @FunctionalInterface
    interface NewestIn {
        Optional<Instant> in(Path file);
    }

    /** Of a base that nothing follows. */
    private static Optional<Instant> saved(Path file) {
        return file.toString().endsWith(".rdb") ? RdbHead.read(file).savedAt() : Optional.empty();
    }

    /** What looks like a time may stand in a value: what follows it must be commands up to the end. */
    private static Optional<Instant> newestIn(Path file) {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - TAIL);
            var tail = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(tail);
            var found = TIME.matcher("\n" + new String(tail, StandardCharsets.ISO_8859_1))
                    .results()
                    .toList();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            long begin = from + found.get(found.size() - 1).start() - 1;
            return AofWalk.read(file, begin, () -> {}).newest();
        } catch (BackupUnusable e) {
            // Its restore reads it whole, and says so.
            return Optional.empty();
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw UnreadableFile.of(file, e);
        }
    }

    /** Files without a command. */
    static List<String> emptyOf(AofFiles files) {
        return files.loaded().stream()
                .filter(AofFiles::isEmpty)
                .map(file -> file.getFileName().toString())
                .toList();
    }
}

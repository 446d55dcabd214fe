package dev.firedrill.objects;

import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When each object was first seen and last found intact, in a file that outlives the run. What was found intact is added
 * at once, so that a run which is killed has not read in vain; a file that is lost only means that objects are read
 * again.
 */
final class ReadingHistory implements AutoCloseable {
    private final Path file;
    private final Instant now;
    private final Map<String, Remembered> remembered = new HashMap<>();
    private BufferedWriter added;

    private ReadingHistory(Path file, Instant now) {
        this.file = file;
        this.now = now;
    }

    /**
     * Reads what is remembered, and enters the objects that are there now; those that are gone are forgotten.
     *
     * @throws Inconclusive if nothing can be remembered
     */
    static ReadingHistory open(Path file, Collection<ListedFile> objects, Instant now) {
        var history = new ReadingHistory(file, now);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var before = history.read();
            for (var object : objects) {
                var known = Optional.ofNullable(before.get(object.name().bytes()))
                        .filter(one -> one.isOf(object))
                        .map(one -> one.asOf(now));
                history.remembered.put(object.name().bytes(), known.orElseGet(() -> Remembered.seenFirst(object, now)));
            }
            history.rewrite();
            history.added = Files.newBufferedWriter(file, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
            return history;
        } catch (IOException e) {
            throw new Inconclusive("cannot remember in " + file + " what was read: " + e, e);
        }
    }

    private Map<String, Remembered> read() throws IOException {
        var before = new HashMap<String, Remembered>();
        if (Files.exists(file)) {
            try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> Remembered.of(line).ifPresent(one -> before.put(one.name(), one)));
            }
        }
        return before;
    }

    private void rewrite() throws IOException {
        var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "." + file.getFileName(), ".tmp");
        try {
            try (var out = Files.newBufferedWriter(draft, StandardCharsets.US_ASCII)) {
                for (var one : remembered.values()) {
                    out.append(one.line()).append('\n');
                }
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** It was read whole and found intact. */
    void verified(ListedFile object) {
        enter(object, now);
    }

    /** It is damaged, or could not be read: whenever it was intact, it is the first to be read next time. */
    void forget(ListedFile object) {
        enter(object, null);
    }

    private synchronized void enter(ListedFile object, Instant verifiedAt) {
        var one = remembered.get(object.name().bytes()).verified(verifiedAt);
        remembered.put(one.name(), one);
        try {
            added.append(one.line()).append("\n").flush();
        } catch (IOException e) {
            throw new Inconclusive("cannot remember in " + file + " what was read: " + e, e);
        }
    }

    /** When it was last found intact; empty if it never was. */
    synchronized Optional<Instant> verifiedAt(ListedFile object) {
        return Optional.ofNullable(remembered.get(object.name().bytes()).verifiedAt());
    }

    /** When it was first seen as it is now. */
    synchronized Instant firstSeen(ListedFile object) {
        return remembered.get(object.name().bytes()).firstSeen();
    }

    @Override
    public void close() {
        try {
            added.close();
        } catch (IOException e) {
            throw new Inconclusive("cannot remember in " + file + " what was read: " + e, e);
        }
    }
}

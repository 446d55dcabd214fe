package dev.firedrill.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One file of the ledger: written whole and on disk before anything goes on, or not at all. */
record LedgerFile(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    void write(Object content) {
        var beside = path.resolveSibling(path.getFileName() + ".part");
        try {
            Files.createDirectories(path.getParent());
            try (var channel = FileChannel.open(
                    beside,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
                channel.force(true);
            }
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Inconclusive(
                    "cannot write the ledger " + path + ": " + e.getMessage()
                            + "\n  Remedy: nothing is made that is not noted first; make the directory writable",
                    e);
        }
    }

    /** Empty if it was struck since it was listed. */
    <T> Optional<T> read(Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(path), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Inconclusive(
                    "the ledger's entry " + path + " cannot be read: " + e.getMessage()
                            + "\n  Remedy: look what it names, remove that by hand, then delete the entry",
                    e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new Inconclusive("cannot strike " + path + " from the ledger: " + e.getMessage(), e);
        }
    }
}

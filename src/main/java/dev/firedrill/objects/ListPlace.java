package dev.firedrill.objects;

import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.StoredContent;
import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import dev.firedrill.verdict.Inconclusive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a list lies: in the store, by its name, or apart from it in a file, where whoever can change the objects cannot
 * change the list.
 */
final class ListPlace {
    private static final String NOTHING_CAN_BE_VERIFIED = ", so that no object can be verified";

    private final ObjectStore store;
    private final String written;
    private final boolean apart;

    ListPlace(ObjectStore store, String written) {
        this.store = store;
        this.written = written;
        this.apart = written.startsWith("/");
    }

    /** Its name in the store; empty if it lies apart. */
    Optional<StoredName> inStore() {
        return apart
                ? Optional.empty()
                : Optional.of(ListName.of(StoredName.of(written).bytes()));
    }

    /** Its last part. */
    String fileName() {
        return written.substring(written.lastIndexOf('/') + 1);
    }

    /** In full, for messages. */
    String location() {
        return apart ? written : store.location() + "/" + written;
    }

    /** The list as it is now, and the digest of its own bytes. */
    ReadList read() {
        try (var content = open()) {
            var read = ReadList.of(new BufferedInputStream(new DigestedStream(content), 1 << 16));
            requireUnaltered(content);
            return read;
        } catch (GarbledLine e) {
            throw new Inconclusive("%s, line %d: %s%s%n  Remedy: write the list anew, from the source of the objects"
                    .formatted(location(), e.line(), e.getMessage(), NOTHING_CAN_BE_VERIFIED));
        } catch (IOException e) {
            throw new Inconclusive("the list " + location() + " cannot be read: " + e + NOTHING_CAN_BE_VERIFIED, e);
        }
    }

    /** A list that is not what its store was given may leave anything out. */
    private void requireUnaltered(StoredContent content) throws IOException {
        var mismatch = content.digest().isPresent() ? content.digest().get().mismatch() : Optional.<String>empty();
        if (mismatch.isPresent()) {
            throw new IOException("it is altered: " + mismatch.get());
        }
    }

    private StoredContent open() throws IOException {
        if (apart) {
            var file = Path.of(written);
            if (!Files.exists(file)) {
                throw missing();
            }
            // To open a pipe would block for ever.
            if (!Files.isRegularFile(file)) {
                throw new IOException("it is no file");
            }
            return StoredContent.of(Files.newInputStream(file));
        }
        var name = inStore().orElseThrow();
        var found = store.look(name).orElseThrow(this::missing);
        if (found.kind() != StoredObject.Kind.FILE) {
            throw new IOException("it is " + found.kind().words());
        }
        return store.open(found, 0);
    }

    private Inconclusive missing() {
        return new Inconclusive("the list " + location() + " is missing" + NOTHING_CAN_BE_VERIFIED
                + "\n  Remedy: name the list under checksums:, or let the backup write one, such as sha256sum does");
    }
}

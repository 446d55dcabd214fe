package dev.firedrill.objects;

import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.StoredObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Reads one object whole and compares its digest. A read that breaks goes on from where it broke, as long as the object
 * is still the one that it was; what was hashed by then is not read again.
 */
final class ObjectReading {
    private static final int ATTEMPTS = 3;

    private final ObjectStore store;
    private final ListedFile object;
    private final byte[] buffer;
    private final IntConsumer progress;
    private final MessageDigest digest;
    private long offset;

    /**
     * @param buffer for this reading alone
     * @param progress is told of each portion; what it throws ends the reading
     */
    ObjectReading(ObjectStore store, ListedFile object, byte[] buffer, IntConsumer progress) {
        this.store = store;
        this.object = object;
        this.buffer = buffer;
        this.progress = progress;
        this.digest = object.listed().algorithm().newDigest();
    }

    /** What is wrong with it; empty if it is intact. */
    Optional<FaultyObject> read() {
        try {
            var before = store.look(object.name());
            if (before.isEmpty() || before.get().kind() != StoredObject.Kind.FILE) {
                return fault(Fault.CHANGED, "it is no longer there as a file");
            }
            var broken = whole(before.get());
            var after = store.look(object.name());
            if (!after.map(StoredObject::version)
                    .equals(Optional.of(before.get().version()))) {
                return fault(
                        Fault.CHANGED, after.isEmpty() ? "it went away" : "written, or put in its place, meanwhile");
            }
            return broken.isEmpty() ? judged() : fault(Fault.UNREADABLE, broken);
        } catch (IOException e) {
            return fault(Fault.UNREADABLE, e.toString());
        }
    }

    /** Reads it to its end; what stood in the way, or nothing. */
    private String whole(StoredObject before) throws IOException {
        var broken = onwards(before.size());
        for (int again = 1; again < ATTEMPTS && !broken.isEmpty() && isStill(before); again++) {
            broken = onwards(before.size());
        }
        return broken;
    }

    private String onwards(long size) {
        try (var in = store.open(object.name(), offset)) {
            int length = in.read(buffer);
            // What grows while it is read may never end.
            while (length >= 0 && offset <= size) {
                digest.update(buffer, 0, length);
                offset += length;
                progress.accept(length);
                length = in.read(buffer);
            }
            return offset == size ? "" : "it ended after %,d of %,d bytes".formatted(offset, size);
        } catch (IOException e) {
            return "after %,d of %,d bytes: %s".formatted(offset, size, e);
        }
    }

    private boolean isStill(StoredObject before) throws IOException {
        return store.look(object.name()).map(StoredObject::version).equals(Optional.of(before.version()));
    }

    private Optional<FaultyObject> judged() {
        var found = Hex.of(digest.digest());
        if (found.equals(object.listed().digest())) {
            return Optional.empty();
        }
        var listed = object.listed();
        var nothing = listed.isOfNothing() ? " (that of no bytes: the list was made while the object was empty)" : "";
        return fault(
                Fault.ALTERED,
                "%s %s, listed %s%s"
                        .formatted(listed.algorithm(), Hex.shortened(found), Hex.shortened(listed.digest()), nothing));
    }

    private Optional<FaultyObject> fault(Fault fault, String detail) {
        return Optional.of(new FaultyObject(object.name(), fault, detail));
    }
}

package dev.firedrill.objects;

import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.ReadRefused;
import dev.firedrill.store.StoredDigest;
import dev.firedrill.store.StoredObject;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Reads one object whole and compares its digest: the one of the list, the one that its store keeps, or both, where there
 * are both. A read that breaks goes on from where it broke, as long as the object is still the one that it was; what was
 * hashed by then is not read again.
 */
final class ObjectReading {
    private final ObjectStore store;
    private final ListedFile object;
    private final byte[] buffer;
    private final IntConsumer progress;
    private final Optional<MessageDigest> digest;
    private final Attempts attempts = new Attempts();
    private Optional<StoredDigest> own = Optional.empty();
    private long offset;

    /**
     * @param buffer for this reading alone
     * @param progress is told of each portion, and of none before each attempt; what it throws ends the reading
     */
    ObjectReading(ObjectStore store, ListedFile object, byte[] buffer, IntConsumer progress) {
        this.store = store;
        this.object = object;
        this.buffer = buffer;
        this.progress = progress;
        this.digest = object.listed().hasDigest()
                ? Optional.of(object.listed().algorithm().newDigest())
                : Optional.empty();
    }

    /** What is wrong with it; empty if it is intact. */
    Optional<FaultyObject> read() {
        try {
            progress.accept(0);
            var before = seen();
            if (before.isEmpty() || before.get().kind() != StoredObject.Kind.FILE) {
                return fault(Fault.CHANGED, "it is no longer there as a file");
            }
            var broken = whole(before.get());
            if (digest.isEmpty() && own.isEmpty() && broken.isEmpty()) {
                return fault(Fault.NO_DIGEST, "");
            }
            if (!store.isStill(before.get())) {
                var went = store.look(object.name()).isEmpty();
                return fault(Fault.CHANGED, went ? "it went away" : "written, or put in its place, meanwhile");
            }
            return broken.isEmpty() ? judged() : fault(Fault.UNREADABLE, broken);
        } catch (ReadRefused e) {
            return fault(ofRefusal(e.reason()), e.getMessage());
        } catch (IOException e) {
            return fault(Fault.UNREADABLE, e.toString());
        }
    }

    private static Fault ofRefusal(ReadRefused.Reason reason) {
        return switch (reason) {
            case ARCHIVED -> Fault.ARCHIVED;
            case CHANGED -> Fault.CHANGED;
            case DENIED -> Fault.UNREADABLE;
        };
    }

    /** The version that was listed, where a listing names versions; else what is there now. */
    private Optional<StoredObject> seen() throws IOException {
        var listed = object.stored();
        return listed.version().isEmpty() ? store.look(object.name()) : Optional.of(listed);
    }

    /** Reads it to its end; what stood in the way, or nothing. */
    private String whole(StoredObject before) throws IOException {
        var broken = onwards(before);
        while (!broken.isEmpty() && attempts.another(offset) && store.isStill(before)) {
            attempts.pause();
            progress.accept(0);
            broken = onwards(before);
        }
        return broken;
    }

    private String onwards(StoredObject seen) throws IOException {
        long size = seen.size();
        try (var content = store.open(seen, offset)) {
            if (offset == 0) {
                own = content.digest();
            }
            if (digest.isEmpty() && own.isEmpty()) {
                return "";
            }
            int length = content.stream().read(buffer);
            // What grows while it is read may never end.
            while (length >= 0 && offset <= size) {
                take(length);
                length = content.stream().read(buffer);
            }
            return offset == size ? "" : "it ended after %,d of %,d bytes".formatted(offset, size);
        } catch (ReadRefused | AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            return "after %,d of %,d bytes: %s".formatted(offset, size, e);
        }
    }

    private void take(int length) {
        digest.ifPresent(one -> one.update(buffer, 0, length));
        own.ifPresent(one -> one.update(buffer, 0, length));
        offset += length;
        progress.accept(length);
    }

    private Optional<FaultyObject> judged() throws IOException {
        var found = new ArrayList<String>();
        digest.flatMap(this::contradiction).ifPresent(found::add);
        if (own.isPresent()) {
            own.get().mismatch().ifPresent(found::add);
        }
        return found.isEmpty() ? Optional.empty() : fault(Fault.ALTERED, String.join("; ", found));
    }

    private Optional<String> contradiction(MessageDigest computed) {
        var listed = object.listed();
        var found = Hex.of(computed.digest());
        if (found.equals(listed.digest())) {
            return Optional.empty();
        }
        var nothing = listed.isOfNothing() ? " (that of no bytes: the list was made while the object was empty)" : "";
        return Optional.of("%s %s, listed %s%s"
                .formatted(listed.algorithm(), Hex.shortened(found), Hex.shortened(listed.digest()), nothing));
    }

    private Optional<FaultyObject> fault(Fault fault, String detail) {
        return Optional.of(new FaultyObject(object.name(), fault, detail));
    }
}

package dev.firedrill.objects;

import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares a list with what a store says it holds, without reading an object. */
final class StoreComparison {
    private static final int MISSING_LOOKED_AT = 20;

    private final ObjectStore store;
    private final ChecksumList list;
    private final Faults faults;
    private final List<ListedFile> readable = new ArrayList<>();
    private final List<ListedFile> archived = new ArrayList<>();
    private long bytes;
    private int files;
    private int empty;
    private int links;

    StoreComparison(ObjectStore store, ChecksumList list, Faults faults) {
        this.store = store;
        this.list = list;
        this.faults = faults;
    }

    /** @param listName what is not to be on the list: the list itself */
    StoreComparison compare(List<StoredObject> listing, Optional<StoredName> listName) {
        var there = new HashMap<StoredName, StoredObject>();
        for (var object : listing) {
            if (!listName.equals(Optional.of(object.name()))) {
                there.put(object.name(), object);
            }
        }
        list.objects().forEach(listed -> compare(listed, there));
        there.values().forEach(this::unlisted);
        return this;
    }

    private void compare(ListedObject listed, Map<StoredName, StoredObject> there) {
        var stored = there.remove(listed.name());
        if (stored == null) {
            missing(listed);
        } else if (!stored.kind().isFile()) {
            fault(listed, Fault.NOT_A_FILE, stored.kind().words());
        } else {
            count(stored);
            file(listed, stored);
        }
    }

    private void file(ListedObject listed, StoredObject stored) {
        if (listed.size() != ListedObject.UNKNOWN && listed.size() != stored.size()) {
            var shorter = stored.size() < listed.size();
            var detail = "%,d of %,d bytes".formatted(stored.size(), listed.size());
            fault(listed, shorter ? Fault.TRUNCATED : Fault.TOO_LONG, detail);
        } else if (stored.kind() == StoredObject.Kind.ARCHIVED) {
            archived.add(new ListedFile(listed, stored));
        } else if (!listed.hasDigest() && !isWorthOpening(listed, stored)) {
            fault(listed, Fault.NO_DIGEST, "");
        } else {
            readable.add(new ListedFile(listed, stored));
        }
    }

    /** Anything that was cut to nothing has the digest that its store made of nothing. */
    private boolean isWorthOpening(ListedObject listed, StoredObject stored) {
        return store.keepsDigests() && (listed.size() != ListedObject.UNKNOWN || stored.size() > 0);
    }

    /** A directory is in no listing; of the first that are missing it is said if one is in their place. */
    private void missing(ListedObject listed) {
        if (faults.count(Fault.MISSING) < MISSING_LOOKED_AT) {
            try {
                var inPlace = store.look(listed.name());
                if (inPlace.isPresent() && inPlace.get().kind() == StoredObject.Kind.DIRECTORY) {
                    fault(listed, Fault.NOT_A_FILE, inPlace.get().kind().words());
                    return;
                }
            } catch (IOException e) {
                fault(listed, Fault.MISSING, "not listed, and not to be looked at: " + e);
                return;
            }
        }
        fault(listed, Fault.MISSING, store.absence(listed.name()));
    }

    /** Tools list no links; one that leads to something in the same store hides nothing and adds nothing. */
    private void unlisted(StoredObject stored) {
        if (stored.kind() == StoredObject.Kind.LINK_WITHIN) {
            links++;
            return;
        }
        var detail = stored.kind().isFile()
                ? "%,d bytes, written %s".formatted(stored.size(), stored.modifiedAt())
                : stored.kind().words();
        faults.add(new FaultyObject(stored.name(), Fault.EXTRA, detail));
    }

    private void count(StoredObject stored) {
        files++;
        bytes += stored.size();
        empty += stored.size() == 0 ? 1 : 0;
    }

    private void fault(ListedObject listed, Fault fault, String detail) {
        faults.add(new FaultyObject(listed.name(), fault, detail));
    }

    /** Files that can be read and compared with a digest. */
    List<ListedFile> readable() {
        return readable;
    }

    /** Files that must be brought back from an archive before they can be. */
    List<ListedFile> archived() {
        return archived;
    }

    /** Bytes of all listed files that are there. */
    long bytes() {
        return bytes;
    }

    /** How many listed files are there. */
    int files() {
        return files;
    }

    /** How many of them have no bytes. */
    int empty() {
        return empty;
    }

    /** Links within the store that are on no list. */
    int links() {
        return links;
    }
}

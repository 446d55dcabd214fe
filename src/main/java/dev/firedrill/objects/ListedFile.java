package dev.firedrill.objects;

import dev.firedrill.store.StoredName;
import dev.firedrill.store.StoredObject;

/** An object that is on the list and in the store, as a file of the size that is listed: it is worth reading. */
record ListedFile(ListedObject listed, StoredObject stored) {
    StoredName name() {
        return listed.name();
    }

    long size() {
        return stored.size();
    }
}

package dev.firedrill.objects;

import dev.firedrill.store.StoredName;
import java.util.ArrayList;

/** Names as lists have them. A name that leads out of the store is refused: what lies there is not the backup. */
final class ListName {
    private ListName() {}

    /**
     * The name in the store, without the {@code ./} that {@code find} puts before it.
     *
     * @param written byte for byte, a character each
     * @throws IllegalArgumentException with what is wrong with it
     */
    static StoredName of(String written) {
        var shown = new StoredName(written);
        if (written.indexOf(0) >= 0) {
            throw new IllegalArgumentException("the name [" + shown + "] holds a zero byte");
        }
        if (written.startsWith("/")) {
            throw new IllegalArgumentException("the name [" + shown + "] is absolute: names must count from the store");
        }
        var parts = new ArrayList<String>();
        for (var part : written.split("/", -1)) {
            if (part.equals("..")) {
                throw new IllegalArgumentException("the name [" + shown + "] leads out of the store");
            }
            if (!part.equals(".")) {
                parts.add(part);
            }
        }
        if (parts.isEmpty() || parts.contains("")) {
            throw new IllegalArgumentException("the name [" + shown + "] names no file");
        }
        return new StoredName(String.join("/", parts));
    }
}

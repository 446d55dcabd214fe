package dev.firedrill.objects;

import dev.firedrill.rules.Sample;
import dev.firedrill.store.StoredName;

/**
 * An object with a fault.
 *
 * @param detail what was found instead; may be empty
 */
record FaultyObject(StoredName name, Fault fault, String detail) {
    Sample sample() {
        return new Sample(name.text(), detail);
    }
}

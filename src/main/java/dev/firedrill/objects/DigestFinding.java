package dev.firedrill.objects;

import static dev.firedrill.objects.Fault.ALTERED;
import static dev.firedrill.objects.Fault.CHANGED;
import static dev.firedrill.objects.Fault.NO_DIGEST;
import static dev.firedrill.objects.Fault.UNREADABLE;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;

/** What reading said of the objects: one that is altered outweighs those of which nothing can be told. */
record DigestFinding(StoreInspection found) {
    Finding of(Bounds bounds) {
        var faults = found.faults();
        long altered = faults.count(ALTERED);
        var offences = Finding.ofOffences(altered, bounds)
                .found(faults.text(ALTERED, UNREADABLE, CHANGED, NO_DIGEST) + "; " + found.extent())
                .samples("objects", faults.samples(ALTERED))
                .hint(hint(altered));
        if (altered > bounds.atMost()) {
            return offences;
        }
        if (faults.count(UNREADABLE, CHANGED, NO_DIGEST) > 0) {
            return unknown(faults);
        }
        if (!found.contents()) {
            return Finding.warning(0, "not read")
                    .found("no content was read, as depth: metadata says (" + found.extent() + ")")
                    .hint("write depth: content, with a budget: if there is much to read");
        }
        if (found.read().objects() == 0) {
            return Finding.unknown("no object could be read: none is on the list, there, and of its size", null);
        }
        return offences;
    }

    private static Finding unknown(Faults faults) {
        return Finding.unknown(faults.text(ALTERED, UNREADABLE, CHANGED, NO_DIGEST), null)
                .samples("objects", faults.samples(UNREADABLE, CHANGED, NO_DIGEST))
                .hint("let this user read all objects, run the check when the backup is done,"
                        + " and let the list have a digest for each");
    }

    /** Where nothing at all fits, the list is likelier to be of something else. */
    private String hint(long altered) {
        int read = found.read().objects();
        return altered == read && read > 1
                ? "no object fits: the list may be of another backup, or of another kind of digest of the same length"
                : "";
    }
}

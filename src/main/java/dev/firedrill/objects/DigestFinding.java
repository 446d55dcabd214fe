package dev.firedrill.objects;

import static dev.firedrill.objects.Fault.ALTERED;
import static dev.firedrill.objects.Fault.ARCHIVED;
import static dev.firedrill.objects.Fault.CHANGED;
import static dev.firedrill.objects.Fault.MISSING;
import static dev.firedrill.objects.Fault.NOT_A_FILE;
import static dev.firedrill.objects.Fault.NO_DIGEST;
import static dev.firedrill.objects.Fault.TOO_LONG;
import static dev.firedrill.objects.Fault.TRUNCATED;
import static dev.firedrill.objects.Fault.UNREADABLE;

import dev.firedrill.rules.Bounds;
import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;

/**
 * Whether the listed objects are what the list says. One that is not there does not match either: whoever asks for nothing
 * but this must not hear that all is well. What is bad outweighs that of which nothing can be told.
 */
record DigestFinding(StoreInspection found) {
    private static final Fault[] BAD = {ALTERED, MISSING, NOT_A_FILE, TRUNCATED, TOO_LONG};
    private static final Fault[] UNKNOWN = {UNREADABLE, ARCHIVED, CHANGED, NO_DIGEST};

    Finding of(Bounds bounds) {
        var faults = found.faults();
        long bad = faults.count(BAD);
        var unknown = faults.text(UNKNOWN);
        var offences = Finding.ofOffences(bad, bounds)
                .found(faults.text(BAD) + (unknown.isEmpty() ? "" : ", " + unknown) + "; " + found.extent())
                .samples("objects", faults.samples(BAD))
                .hint(hint());
        if (bad > bounds.atMost()) {
            return offences;
        }
        if (found.present().bytes() == 0) {
            return Finding.ofMeasure(0, "above 0 bytes", false)
                    .found("all %s are empty"
                            .formatted(Numbers.text(found.present().files(), "object")));
        }
        if (faults.count(UNKNOWN) > 0) {
            return Finding.unknown(unknown, null)
                    .samples("objects", faults.samples(UNKNOWN))
                    .hint(remedy(faults));
        }
        return read(offences);
    }

    private static String remedy(Faults faults) {
        if (faults.count(ARCHIVED) == faults.count(UNKNOWN)) {
            return "bring them back first (in S3: aws s3api restore-object), or write depth: metadata, which reads none";
        }
        return "let this user read all objects, run the check when the backup is done,"
                + " and let the list have a digest for each";
    }

    private Finding read(Finding offences) {
        if (!found.contents()) {
            return Finding.ofMeasure(0, "not read", Verdict.WARN)
                    .found("no content was read, as depth: metadata says (" + found.extent() + ")")
                    .hint("write depth: content, with a budget: if there is much to read");
        }
        if (found.read().objects() == 0) {
            return Finding.unknown("no object could be read", null);
        }
        return found.present().withoutListedDigest() > 0 ? ofStoreAlone() : offences;
    }

    /** Whoever replaces an object replaces the digest that S3 keeps of it, too. */
    private Finding ofStoreAlone() {
        int alone = found.present().withoutListedDigest();
        var bad = found.faults().text(BAD);
        return Finding.ofMeasure(alone, "none without a digest in the list", Verdict.WARN)
                .found("%s compared only with what S3 itself keeps: that finds rot, not replacement%s; %s"
                        .formatted(Numbers.text(alone, "object"), bad.isEmpty() ? "" : ", " + bad, found.extent()))
                .hint("let the list have a digest for each object, made where the objects come from");
    }

    /** Where nothing at all fits, the list is likelier to be of something else. */
    private String hint() {
        int read = found.read().objects();
        return found.faults().count(ALTERED) == read && read > 1
                ? "no object fits: the list may be of another backup, or of another kind of digest of the same length"
                : "";
    }
}

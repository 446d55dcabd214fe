package dev.firedrill.objects;

import dev.firedrill.rules.Numbers;

/**
 * What was found by comparing a store with its list, and by reading as much of it as the budget allows.
 *
 * @param list the list as it is configured
 * @param listed how many objects the list names
 * @param present listed files that are there
 * @param sized whether the list has a size for every object
 * @param contents whether contents were to be read at all
 * @param read what was read in this run
 */
record StoreInspection(
        String list,
        int listed,
        Present present,
        boolean sized,
        boolean contents,
        Read read,
        Faults faults,
        Coverage coverage) {

    /**
     * Listed files that are there.
     *
     * @param empty how many of them have no bytes
     * @param bytes of them all
     * @param withoutListedDigest how many can be compared with nothing but what their store itself keeps
     */
    record Present(int files, int empty, long bytes, int withoutListedDigest) {}

    /**
     * Objects that were read.
     *
     * @param whole whether that were all that can be read
     */
    record Read(int objects, long bytes, boolean whole) {}

    /** In a few words: {@code 3 of 10 objects read in this run, 31.4 % within 30 days}. */
    String extent() {
        if (!contents) {
            return sized ? "metadata only: names and sizes, no content" : "metadata only: names, no content";
        }
        return "%s of %s read in this run, %s within 30 days"
                .formatted(Numbers.text(read.objects), Numbers.text(listed, "object"), coverage.text());
    }
}

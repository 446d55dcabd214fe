package dev.firedrill.matrix;

/**
 * One fault of the matrix.
 *
 * @param name in words, as the document says it
 * @param trial plants it on a fresh copy of a real backup, and takes that through the real path
 * @param quick whether {@code mvn verify} tries it in any case
 */
record Fault(String category, String name, Expected expected, Trial trial, boolean quick) {
    /** The same, tried by {@code mvn verify}, too. */
    Fault quickly() {
        return new Fault(category, name, expected, trial, true);
    }
}

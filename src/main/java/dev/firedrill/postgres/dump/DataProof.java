package dev.firedrill.postgres.dump;

/**
 * What is known of a dump's data, byte by byte, once it was loaded without a complaint.
 *
 * @param isComplete whether all of it carries checksums that are compared while it is loaded
 * @param text what is compared, or what is not proven
 */
public record DataProof(boolean isComplete, String text) {
    static DataProof compared(String text) {
        return new DataProof(true, text);
    }

    /** @param compression what it is compressed with, in a word */
    static DataProof none(Object compression) {
        return new DataProof(
                false,
                "data bytes not proven: the dump has no checksums (compression: " + compression
                        + "), so an altered byte in its data is seen only where it breaks a format, a type or a constraint");
    }
}

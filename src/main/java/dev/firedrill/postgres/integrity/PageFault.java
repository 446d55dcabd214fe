package dev.firedrill.postgres.integrity;

/**
 * Something that is wrong with a file of a relation.
 *
 * @param file from the data directory
 * @param what in words, with the block where there is one
 */
public record PageFault(String file, String what) {
    static PageFault at(RelationFile file, long block, String what) {
        return new PageFault(file.name(), "block " + block + ": " + what);
    }

    @Override
    public String toString() {
        return file + ": " + what;
    }
}

package dev.firedrill.postgres.integrity;

import dev.firedrill.postgres.ControlFile;

/**
 * How the pages of a cluster are laid out.
 *
 * @param pageSize in bytes
 * @param segmentBlocks pages in a full segment of a relation
 * @param checksums whether pages carry one
 */
record PageLayout(int pageSize, int segmentBlocks, boolean checksums) {
    static PageLayout of(ControlFile control) {
        return new PageLayout(control.blockSize(), control.relationSegmentBlocks(), control.hasDataChecksums());
    }
}

package dev.firedrill.postgres.integrity;

import java.util.ArrayList;
import java.util.List;

/**
 * Pages of one file that are read together.
 *
 * @param first the first one, counted in its file
 * @param count how many
 * @param visibility what the visibility map says of the relation; null where it has none
 */
record PageRange(RelationFile file, long first, long count, VisibilityMap visibility) {
    /** 64 MB: small enough to keep two threads busy until the end, large enough to read in one go. */
    static final int PAGES = 8192;

    static List<PageRange> of(RelationFile file, VisibilityMap visibility, int pageSize) {
        var ranges = new ArrayList<PageRange>();
        long pages = file.size() / pageSize;
        for (long first = 0; first < pages; first += PAGES) {
            ranges.add(new PageRange(file, first, Math.min(PAGES, pages - first), visibility));
        }
        return ranges;
    }

    /** The number of its first block in the whole relation. */
    long firstBlock(PageLayout layout) {
        return file.segment() * layout.segmentBlocks() + first;
    }
}

package dev.firedrill.postgres.integrity;

import java.util.ArrayList;
import java.util.List;

/** What was found in one range of pages. */
final class RangeFindings {
    private static final int MOST_FAULTS = 20;

    private final PageRange range;
    private final List<PageFault> faults = new ArrayList<>();
    private final List<long[]> newPages = new ArrayList<>();
    private long faulty;
    private long lastWritten = -1;
    private boolean table;

    RangeFindings(PageRange range) {
        this.range = range;
    }

    void written(long block, boolean ofTable) {
        lastWritten = block;
        table |= ofTable;
    }

    /** Neighbours are kept as one run: a file may be nothing but zeros. */
    void isNew(long block) {
        if (!newPages.isEmpty() && newPages.get(newPages.size() - 1)[1] == block - 1) {
            newPages.get(newPages.size() - 1)[1] = block;
        } else {
            newPages.add(new long[] {block, block});
        }
    }

    void fault(long block, String what) {
        faulty++;
        if (faults.size() < MOST_FAULTS) {
            faults.add(PageFault.at(range.file(), block, what));
        }
    }

    String fork() {
        return range.file().fork();
    }

    long pages() {
        return range.count();
    }

    List<PageFault> faults() {
        return faults;
    }

    /** All of them, also those that are not kept one by one. */
    long faulty() {
        return faulty;
    }

    /** Runs of new pages, first and last block of each. */
    List<long[]> newPages() {
        return newPages;
    }

    /** -1 if all are new. */
    long lastWritten() {
        return lastWritten;
    }

    boolean isOfTable() {
        return table;
    }
}

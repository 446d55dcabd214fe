package dev.firedrill.postgres.integrity;

import java.util.ArrayList;
import java.util.List;

/**
 * One fork of a relation whose pages were all read.
 *
 * @param visibility of the relation; null where there is none
 */
record ScannedFork(RelationFork fork, PageLayout layout, VisibilityMap visibility, List<RangeFindings> read) {
    List<PageFault> faults() {
        var faults = new ArrayList<>(fork.faults(layout));
        read.forEach(range -> faults.addAll(range.faults()));
        if (hasLostItsEnd()) {
            faults.add(new PageFault(
                    fork.name(),
                    "it ends after %,d pages, although the visibility map knows rows in block %d: it was truncated"
                            .formatted(fork.blocks(layout), visibility.lastAllVisible())));
        }
        return faults;
    }

    /** All faults, also those that are not kept one by one. */
    long faulty() {
        return fork.faults(layout).size()
                + read.stream().mapToLong(RangeFindings::faulty).sum()
                + (hasLostItsEnd() ? 1 : 0);
    }

    private boolean hasLostItsEnd() {
        return visibility != null && visibility.lastAllVisible() >= fork.blocks(layout);
    }

    long pages() {
        return read.stream().mapToLong(RangeFindings::pages).sum();
    }

    long newPages() {
        return read.stream()
                .flatMap(range -> range.newPages().stream())
                .mapToLong(run -> run[1] - run[0] + 1)
                .sum();
    }

    /** New pages of a table with written ones behind them: left by a crash while it grew, or lost. Nothing here tells. */
    long newPagesInside() {
        if (read.stream().noneMatch(RangeFindings::isOfTable)) {
            return 0;
        }
        long lastWritten =
                read.stream().mapToLong(RangeFindings::lastWritten).max().orElse(-1);
        return read.stream()
                .flatMap(range -> range.newPages().stream())
                .filter(run -> run[0] < lastWritten)
                .mapToLong(run -> run[1] - run[0] + 1)
                .sum();
    }
}

package dev.firedrill.objects;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Verdict;

/** Whether reading in portions gets around in 30 days. */
final class CoverageFinding {
    private static final String BOUNDS = "none older than 30 days unread";

    private CoverageFinding() {}

    static Finding of(StoreInspection found) {
        var coverage = found.coverage();
        if (!found.contents()) {
            return Finding.ofMeasure(coverage.percent(), BOUNDS, Verdict.WARN)
                    .found("no content is read, as depth: metadata says; " + coverage.text() + " was within 30 days");
        }
        if (coverage.overdue() > 0) {
            return Finding.ofMeasure(coverage.percent(), BOUNDS, Verdict.WARN)
                    .found("%s not; %s of all bytes were"
                            .formatted(
                                    Numbers.text(coverage.overdue(), "object")
                                            + (coverage.overdue() == 1 ? " was" : " were"),
                                    coverage.text()))
                    .samples("objects", coverage.samples())
                    .hint("raise budget: so that each object has its turn in 30 days");
        }
        return Finding.ofMeasure(coverage.percent(), BOUNDS, true);
    }
}

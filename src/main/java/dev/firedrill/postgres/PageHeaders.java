package dev.firedrill.postgres;

import java.util.Optional;

/** Compares the headers of a log's pages with their places, and with each other, as a server does. */
final class PageHeaders {
    private final TimelineHistory history;
    private final int pageSize;
    private WalSegment segment;
    private int magic;
    private int timeline;

    PageHeaders(TimelineHistory history, int pageSize) {
        this.history = history;
        this.pageSize = pageSize;
    }

    void begin(WalSegment next) {
        segment = next;
    }

    /** One that is not judged still tells the version that wrote the log. */
    void pass(LogPage page) {
        magic = magic == 0 ? page.magic() : magic;
    }

    /** What is wrong with one; pages come in order. */
    Optional<WalFault> fault(LogPage page, long address) {
        pass(page);
        if (page.magic() != magic) {
            return fault(address, "magic number %04X".formatted(magic), "%04X".formatted(page.magic()));
        }
        if (page.address() != address) {
            return fault(address, "that address", new Lsn(page.address()).toString());
        }
        if (page.isLong() != (address == segment.start().value()) || page.hasUnknownFlags()) {
            return fault(address, "flags of a page at that place", "%04X".formatted(page.info()));
        }
        if (page.blockSize().orElse(pageSize) != pageSize) {
            return fault(
                    address,
                    "block size " + pageSize,
                    String.valueOf(page.blockSize().getAsInt()));
        }
        if (page.timeline() != timeline && !mayFollow(page.timeline())) {
            return fault(
                    address,
                    "a timeline from %d to %d that leads there".formatted(Math.max(1, timeline), segment.timeline()),
                    "timeline " + page.timeline());
        }
        timeline = page.timeline();
        return Optional.empty();
    }

    private boolean mayFollow(int next) {
        return next > timeline && next <= segment.timeline() && history.contains(next);
    }

    private Optional<WalFault> fault(long address, String expected, String found) {
        return Optional.of(WalFault.inLog(segment, "the page at " + new Lsn(address) + " to have " + expected, found));
    }
}

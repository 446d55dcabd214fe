package dev.firedrill.postgres;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Compares the places where a history says that timelines were left with the log: there the next timeline's first record begins. */
final class TimelineSwitches {
    private final String history;
    private final int pageSize;
    private final Deque<TimelineHistory.Switch> expected = new ArrayDeque<>();

    /** @param start what was left before that is not looked at */
    TimelineSwitches(TimelineHistory history, long start, int pageSize) {
        this.history = TimelineHistory.fileName(history.timeline());
        this.pageSize = pageSize;
        history.switches().stream().filter(it -> it.at().value() >= start).forEach(expected::add);
    }

    /**
     * A record begins; records come in order.
     *
     * @param headerLength of the page that it is on
     */
    Optional<WalFault> passed(long position, int headerLength) {
        while (!expected.isEmpty() && place(expected.peek().at(), headerLength) <= position) {
            var left = expected.remove();
            if (place(left.at(), headerLength) != position) {
                return Optional.of(new WalFault(
                        history,
                        WalFault.Kind.DAMAGED,
                        "timeline %d to be left where a record begins".formatted(left.from()),
                        "%s, and the next record begins at %s".formatted(left.at(), new Lsn(position))));
            }
        }
        return Optional.empty();
    }

    /** Where a page begins, its header comes first. */
    private long place(Lsn at, int headerLength) {
        return at.value() % pageSize == 0 ? at.value() + headerLength : at.value();
    }
}

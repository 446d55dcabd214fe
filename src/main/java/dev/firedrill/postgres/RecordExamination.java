package dev.firedrill.postgres;

import dev.firedrill.postgres.ExaminedLog.Ending;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Examines the records of a log while its segments are read, and tells damage from the end of the log. Only a segment with
 * none behind it may end before it is full, and only where nothing follows that a server wrote at that place.
 */
final class RecordExamination implements PageSink {
    private final RecordChain chain;
    private final Lsn start;
    private final int pageSize;
    private final Predicate<WalSegment> isFollowed;
    private final WalSegment newest;
    private final UnfinishedRecord unfinished;
    private final List<String> altered = new ArrayList<>();
    private final List<String> reused = new ArrayList<>();
    private Optional<WalSegment> followed = Optional.empty();
    private Optional<WalFault> suspected = Optional.empty();
    private Optional<WalFault> fault = Optional.empty();
    private Optional<String> unread = Optional.empty();
    private Ending ending = Ending.ZEROS;
    private Remainder remainder;
    private boolean goesOn = true;
    private boolean isRead;

    /**
     * @param chain begins at the same position
     * @param isFollowed tells the segments that a server asks for
     * @param newest of all that are there
     */
    RecordExamination(RecordChain chain, Lsn start, int pageSize, Predicate<WalSegment> isFollowed, WalSegment newest) {
        this.chain = chain;
        this.start = start;
        this.pageSize = pageSize;
        this.isFollowed = isFollowed;
        this.newest = newest;
        this.unfinished = new UnfinishedRecord(pageSize);
    }

    @Override
    public void begin(WalSegment segment) {
        isRead = goesOn && isFollowed.test(segment);
        if (isRead && followed.filter(it -> it.number() + 1 != segment.number()).isPresent()) {
            stop("no segment follows " + followed.orElseThrow());
        }
        if (isRead) {
            followed = Optional.of(segment);
            chain.begin(segment);
            remainder = null;
        }
    }

    @Override
    public boolean take(ByteBuffer window, int from, long address) {
        if (!isRead) {
            return false;
        }
        if (remainder != null) {
            remainder.takePage(window, from, address);
            return true;
        }
        var wrong = chain.follow(window, from, address);
        var lie = unfinished.fault(newest);
        if (wrong.isPresent() && (!isNewest() || lie.isPresent())) {
            damaged(lie.orElse(wrong.get()));
            return false;
        }
        suspected = wrong;
        if (wrong.isPresent() || chain.isSwitched()) {
            beginRemainder(window, from, address);
        }
        if (isNewest()) {
            unfinished.look(chain.underWay(), window, from, address);
        }
        return true;
    }

    private boolean isNewest() {
        return followed.filter(newest::equals).isPresent();
    }

    private void beginRemainder(ByteBuffer window, int from, long address) {
        remainder = new Remainder(newest.segmentSize(), pageSize);
        if (chain.behind() == address) {
            remainder.takePage(window, from, address);
        } else {
            remainder.takeRest(window.array(), from + (int) (chain.behind() - address), from + pageSize);
        }
    }

    @Override
    public void end(WalSegment segment, boolean whole) {
        if (!isRead || !goesOn) {
            return;
        }
        if (!whole) {
            stop("segment " + segment + " is not there as a whole");
        } else if (suspected.isPresent() && !remainder.isUnwritten()) {
            damaged(suspected.get());
        } else if (suspected.isPresent()) {
            ending = remainder.isEmpty() ? Ending.ZEROS : Ending.REUSED;
        } else if (unfinished.fault(newest).isPresent()) {
            damaged(unfinished.fault(newest).get());
        } else if (chain.isSwitched()) {
            ending = Ending.SWITCH;
        } else {
            ending = chain.underWay() == null ? Ending.FULL : Ending.CUT;
        }
        judgePadding(segment.name());
    }

    private void judgePadding(String name) {
        boolean switched = chain.isSwitched();
        if (!chain.isPadded() || switched && !remainder.isUnwritten()) {
            altered.add(name);
        } else if (switched && !remainder.isEmpty()) {
            reused.add(name);
        }
    }

    private void damaged(WalFault what) {
        fault = Optional.of(what);
        goesOn = false;
    }

    /** What is behind this is not examined. */
    void stop(String why) {
        if (goesOn) {
            unread = Optional.of(why);
        }
        goesOn = false;
        isRead = false;
    }

    ExaminedLog examined() {
        if (fault.isEmpty() && !isNewest()) {
            stop(followed.map(it -> "what is behind segment " + it + " was not read")
                    .orElse("there is none"));
        }
        return new ExaminedLog(
                start,
                chain.records(),
                chain.last() < 0 ? Optional.empty() : Optional.of(new Lsn(chain.last())),
                followed,
                fault,
                ending,
                altered,
                reused,
                unread);
    }
}

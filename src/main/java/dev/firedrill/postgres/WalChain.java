package dev.firedrill.postgres;

import dev.firedrill.postgres.WalFault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows one chain of segments through an archive, header by header. */
final class WalChain {
    private final WalArchive archive;
    private final TimelineHistory history;
    private final SegmentExamination headers;
    private final WalSegment first;

    WalChain(WalArchive archive, TimelineHistory history, long systemIdentifier, WalSegment first) {
        this.archive = archive;
        this.history = history;
        this.headers = new SegmentExamination(archive, history, systemIdentifier);
        this.first = first;
    }

    Continuity follow(List<String> notes) {
        var newest = Optional.<WalSegment>empty();
        var next = first;
        for (long count = 0; ; count++) {
            var found = find(next);
            var fault = found.isEmpty() ? gap(next, newest) : examine(found.get());
            if (fault.isPresent() || found.isEmpty()) {
                return new Continuity(first, newest, count, fault, withBeyond(notes, next));
            }
            newest = found;
            next = found.get().next();
        }
    }

    private Optional<WalSegment> find(WalSegment place) {
        return history.candidates(place).stream()
                .map(place::on)
                .filter(segment -> archive.has(segment.name()))
                .findFirst();
    }

    /** A segment that is not there is the end of the log, unless something shows that more was written. */
    private Optional<WalFault> gap(WalSegment missing, Optional<WalSegment> newest) {
        archive.refuseCompressed(missing);
        var later = later(missing);
        if (!later.isEmpty()) {
            return Optional.of(
                    missing(missing, "%d later ones, the next being %s".formatted(later.size(), later.get(0))));
        }
        if (newest.isEmpty()) {
            return Optional.of(missing(missing, "no segment at all that the backup could start from"));
        }
        return history.lastKnown(missing.segmentSize())
                .filter(known -> known.number() >= missing.number())
                .map(known ->
                        missing(missing, "that timeline %d was left only after %s".formatted(known.timeline(), known)))
                .or(() -> withoutHistory(missing.segmentSize()));
    }

    /**
     * Log of a later timeline, to which nothing leads: a server that is asked for the newest state stays on the older one
     * without a word.
     */
    private Optional<WalFault> withoutHistory(int segmentSize) {
        return archive.segments().stream()
                .map(name -> WalSegment.parse(name, segmentSize))
                .filter(segment -> segment.timeline() > history.timeline() && segment.number() >= first.number())
                .findFirst()
                .map(segment -> new WalFault(
                        TimelineHistory.fileName(history.timeline() + 1),
                        Kind.MISSING,
                        "it to lead on to timeline " + segment.timeline(),
                        "segment " + segment + " of that timeline"));
    }

    private static WalFault missing(WalSegment segment, String found) {
        return new WalFault(segment.name(), Kind.MISSING, "it to be in the archive", found);
    }

    private List<WalSegment> later(WalSegment missing) {
        return archive.segments().stream()
                .map(name -> WalSegment.parse(name, missing.segmentSize()))
                .filter(segment -> segment.number() > missing.number() && history.contains(segment.timeline()))
                .toList();
    }

    private Optional<WalFault> examine(WalSegment segment) {
        if (!archive.wal().isDirect()) {
            return Optional.empty();
        }
        return headers.examine(segment, archive.wal().look(segment.name()));
    }

    private List<String> withBeyond(List<String> notes, WalSegment end) {
        var all = new ArrayList<>(notes);
        long foreign = archive.segments().stream()
                .filter(name -> !history.contains(
                        WalSegment.parse(name, end.segmentSize()).timeline()))
                .count();
        if (foreign > 0) {
            all.add(foreign + " segments of other timelines left out of account");
        }
        return all;
    }
}

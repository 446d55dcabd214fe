package dev.firedrill.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** The plan of a set of rules: one pass for each source, large tables in parts, the longest first. */
final class Passes {
    /** Below PostgreSQL's limit of 1,664 columns. */
    private static final int MOST_COUNTS = 400;

    private final List<Planned> planned;

    private Passes(List<Planned> planned) {
        this.planned = planned;
    }

    /** A pass, in pieces, for those who wait for its numbers. */
    private record Planned(List<Question.Wanted> wanted, List<Piece> pieces) {}

    /** @param split whether a stretch of a table can be read alone */
    static Passes of(List<Question.Wanted> wanted, boolean split) {
        var bySource = new LinkedHashMap<Source, List<Question.Wanted>>();
        wanted.forEach(one -> bySource.computeIfAbsent(one.count().source(), source -> new ArrayList<>())
                .add(one));
        var planned = new ArrayList<Planned>();
        for (var all : bySource.values()) {
            for (int from = 0; from < all.size(); from += MOST_COUNTS) {
                var some = all.subList(from, Math.min(all.size(), from + MOST_COUNTS));
                var counts = some.stream().map(Question.Wanted::count).toList();
                var pass = new Pass(Equalities.together(counts));
                planned.add(new Planned(some, Piece.of(pass, split)));
            }
        }
        return new Passes(planned);
    }

    /** All that is to be done, in the order in which it should begin. */
    List<Piece> pieces() {
        return planned.stream()
                .flatMap(one -> one.pieces().stream())
                .sorted(Comparator.comparingLong(Piece::effort).reversed())
                .toList();
    }

    /**
     * Hands the numbers to those who wait for them.
     *
     * @param screening whether those who get none will be asked for again
     */
    void distribute(boolean screening) {
        for (var one : planned) {
            if (one.pieces().stream().anyMatch(Piece::failed)) {
                one.wanted().forEach(wanted -> wanted.cannotBeHad(screening));
                continue;
            }
            long nanos = one.pieces().stream().mapToLong(Piece::nanos).sum();
            for (int i = 0; i < one.wanted().size(); i++) {
                int place = i;
                var parts = one.pieces().stream().map(piece -> piece.counted().get(place));
                one.wanted().get(i).are(total(parts), nanos / one.wanted().size());
            }
        }
    }

    private static Counted total(Stream<Counted> parts) {
        return parts.reduce(Counted::plus).orElseThrow();
    }
}

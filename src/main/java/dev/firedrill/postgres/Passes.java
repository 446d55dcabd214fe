package dev.firedrill.postgres;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The plan of a set of rules: one pass for each source, large tables in parts, the longest first. The rows of a table and
 * their key are one source: so a table is read once for all rules about its rows and its key, and once more for each other
 * table that it is compared with (by all rules together that compare these two by the same columns). It is read oftener
 * where more than 12 rules look at its rows, where its key is a text, or where a rule cannot be evaluated and those beside
 * it are asked again; and an offence that was counted is read once more, for its keys.
 *
 * <p>Why not less: groups by several keys at once ({@code GROUPING SETS}), which would spare the readings for references,
 * sort whole rows for each of them, and took a third longer than a reading for each.
 */
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
        readOnce(bySource);
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

    /** Lets the rows of a table be counted where they are grouped by its key. */
    private static void readOnce(Map<Source, List<Question.Wanted>> bySource) {
        for (var source : List.copyOf(bySource.keySet())) {
            var rows = new Source.Rows(source.table());
            if (source instanceof Source.Groups groups && bySource.containsKey(rows)) {
                var counts =
                        bySource.get(rows).stream().map(Question.Wanted::count).toList();
                if (RowsByKey.fit(groups, counts)) {
                    bySource.get(source).addAll(bySource.remove(rows));
                }
            }
        }
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

package dev.firedrill.objects;

import dev.firedrill.rules.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * How much of a store was found intact within 30 days, in this run and in those before.
 *
 * @param percent of the bytes of all listed objects; of their number, if they have none
 * @param overdue how many have been there for longer than that, and were not read within it
 * @param samples the first of them
 */
record Coverage(double percent, long overdue, List<Sample> samples) {
    static final Duration WINDOW = Duration.ofDays(30);
    private static final int KEPT = 20;

    /**
     * @param readable objects that could be verified
     * @param bytes of all listed objects, those included that could not
     * @param listed how many those are
     */
    static Coverage of(Collection<ListedFile> readable, ReadingHistory history, long bytes, int listed, Instant now) {
        var since = now.minus(WINDOW);
        long covered = 0;
        long count = 0;
        for (var object : readable) {
            if (isFresh(object, history, since)) {
                covered += object.size();
                count++;
            }
        }
        var overdue = readable.stream()
                .filter(object -> !isFresh(object, history, since)
                        && history.firstSeen(object).isBefore(since))
                .toList();
        double share = bytes > 0 ? (double) covered / bytes : listed > 0 ? (double) count / listed : 0;
        return new Coverage(
                Math.floor(share * 1000) / 10,
                overdue.size(),
                overdue.stream()
                        .limit(KEPT)
                        .map(object -> new Sample(object.name().text(), last(object, history)))
                        .toList());
    }

    private static boolean isFresh(ListedFile object, ReadingHistory history, Instant since) {
        return history.verifiedAt(object).filter(at -> !at.isBefore(since)).isPresent();
    }

    private static String last(ListedFile object, ReadingHistory history) {
        return history.verifiedAt(object)
                .map(at -> "last read " + at)
                .orElseGet(() -> "never read, there since " + history.firstSeen(object));
    }

    /** {@code 31.4 %}; cut off and not rounded, so that 100 % are all. */
    String text() {
        return "%.1f %%".formatted(percent);
    }
}

package dev.firedrill.objects;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which objects one run reads: those first that were verified longest ago or never, as many as the budget allows. */
final class ReadingPlan {
    private ReadingPlan() {}

    /** At least one is read, however large: else it never would be. */
    static List<ListedFile> of(List<ListedFile> objects, ReadingHistory history, long budget) {
        var due = objects.stream()
                .sorted(Comparator.comparing((ListedFile object) ->
                                history.verifiedAt(object).orElse(Instant.MIN))
                        .thenComparing(history::firstSeen))
                .toList();
        var chosen = new ArrayList<ListedFile>();
        long left = budget;
        for (var object : due) {
            if (object.size() <= left || chosen.isEmpty()) {
                chosen.add(object);
                left = Math.max(0, left - object.size());
            }
        }
        return chosen;
    }
}

package dev.firedrill.postgres;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts conditions that ask whether one column equals something into one question, as long as nothing does. */
final class Equalities {
    private final Map<String, Set<String>> literals = new LinkedHashMap<>();

    private Equalities() {}

    /** The same counts, in the same order; those that screen for equality share an aggregate. */
    static List<Count> together(List<Count> counts) {
        var equalities = new Equalities();
        counts.stream().filter(Equalities::isScreen).forEach(equalities::add);
        return counts.stream()
                .map(count -> isScreen(count) ? equalities.shared(count) : count)
                .toList();
    }

    private static boolean isScreen(Count count) {
        return count.equality().isPresent() && count.numbers().size() == 2;
    }

    private void add(Count count) {
        var equality = count.equality().orElseThrow();
        literals.computeIfAbsent(equality.equalsOf(), key -> new LinkedHashSet<>())
                .add(equality.literal());
    }

    private Count shared(Count count) {
        var equality = count.equality().orElseThrow();
        return count.screenedBy(Comparison.screen(equality.column(), literals.get(equality.equalsOf())));
    }
}

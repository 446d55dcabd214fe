package dev.firedrill.local;

import java.util.List;
import java.util.stream.Collectors;

/** Many names in a message: the first of them, and how many more there are. */
final class FirstOf {
    private static final int SHOWN = 5;

    private FirstOf() {}

    static String names(List<?> all) {
        var first = all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
        return all.size() > SHOWN ? first + " and %d more".formatted(all.size() - SHOWN) : first;
    }
}

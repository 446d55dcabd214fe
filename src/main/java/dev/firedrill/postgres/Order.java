package dev.firedrill.postgres;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Positions for ORDER BY. */
final class Order {
    private Order() {}

    /** The first so many columns: {@code 1, 2}. */
    static String first(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }
}

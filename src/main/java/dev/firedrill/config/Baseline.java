package dev.firedrill.config;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How far the number of rows of a table may be from what earlier runs counted.
 *
 * @param tables the tables whose counts are checked with no Java
 * @param growth how much larger a count may be, as a share: 0.2 for 20 %
 * @param shrinkage how much smaller it may be, as a share
 * @param since runs before this day do not count; empty if all do
 */
public record Baseline(List<String> tables, double growth, double shrinkage, Optional<LocalDate> since) {
    /** No table; 20 % more, 5 % fewer. */
    public static final Baseline USUAL = new Baseline(List.of(), 0.2, 0.05, Optional.empty());

    public Baseline {
        tables = List.copyOf(tables);
    }
}

package dev.firedrill.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How deep a restored backup is looked into. Each depth includes those before it. */
public enum Depth {
    /** The backup's files against its manifest, its log without a gap and record by record, a recovery that ended as it should. */
    FILES,
    /** Also every page of every relation, after recovery and a clean stop. */
    PAGES,
    /** Also what pages say together: indexes against their tables, rows against their TOAST values. */
    STRUCTURE,
    /** Also every row against an inventory. */
    CONTENT;

    /** The depth with that name, {@code pages}; empty if there is none. */
    public static Optional<Depth> named(String name) {
        return Arrays.stream(values())
                .filter(depth -> depth.toString().equals(name))
                .findFirst();
    }

    public boolean includes(Depth other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.firedrill.rules;

import java.util.Locale;

/** Counts as people read them: {@code 3,000,112}. */
public final class Numbers {
    private Numbers() {}

    public static String text(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 key}, {@code 2 keys}. */
    public static String text(long number, String noun) {
        return text(number) + " " + noun + (number == 1 ? "" : "s");
    }
}

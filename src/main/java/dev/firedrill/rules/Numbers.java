package dev.firedrill.rules;

import java.util.Locale;

/** Counts as people read them: {@code 3,000,112}. */
public final class Numbers {
    private Numbers() {}

    public static String text(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

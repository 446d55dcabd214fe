package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import java.util.Locale;

/** When an instance is left running for a person to look at: {@code -Dfiredrill.keep=on-failure}. */
enum KeepPolicy {
    NEVER,
    ON_FAILURE,
    ALWAYS;

    static KeepPolicy of(String text) {
        try {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake(
                    "-D" + RunParameters.KEEP, "[" + text + "] is not understood", "write never, on-failure or always");
        }
    }

    boolean keeps(boolean failed) {
        return this == ALWAYS || this == ON_FAILURE && failed;
    }
}

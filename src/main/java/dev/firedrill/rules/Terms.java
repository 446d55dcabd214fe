package dev.firedrill.rules;

import dev.firedrill.config.ConfigurationMistake;
import java.util.Optional;

/**
 * What the modifiers before a verb said.
 *
 * @param because why the rule matters; empty if nothing was said
 * @param given the bounds, if any were given
 */
public record Terms(String because, Optional<Bounds> given) {
    /** The bounds; none allowed, unless something else was given. */
    public Bounds bounds() {
        return given.orElse(Bounds.NONE_ALLOWED);
    }

    /**
     * For verbs that have limits of their own: a bound that would be ignored is refused.
     *
     * @throws ConfigurationMistake if bounds were given
     */
    public Terms unboundedFor(String verb) {
        if (given.isPresent()) {
            throw new ConfigurationMistake(
                    verb, "atMost and warnAbove count offending rows, and this verb counts none", "leave them out");
        }
        return this;
    }
}

package dev.firedrill.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a platform is to put what it restores, as the key {@code place:} of a system says it.
 *
 * @param at file and line, for messages
 * @param keys the platform's own, with references resolved
 * @param base the directory that relative paths count from: the configuration file's
 */
public record RestorePlace(String at, Map<String, String> keys, Path base) {
    public RestorePlace {
        keys = Map.copyOf(keys);
    }

    /** The value of a key, if it is given. */
    public Optional<String> value(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    /**
     * The value of a key that must be given.
     *
     * @param example what it may look like
     * @throws ConfigurationMistake if it is not there
     */
    public String required(String key, String example) {
        return value(key)
                .orElseThrow(() -> new ConfigurationMistake(
                        at,
                        "the place of a restore has no key [" + key + "]",
                        "add place: {" + key + ": " + example + "}"));
    }

    /**
     * Sees that no key is given that the platform does not know: a misspelt key would be passed over in silence.
     *
     * @throws ConfigurationMistake if there is one
     */
    public void requireOnly(Set<String> known) {
        for (var key : new TreeSet<>(keys.keySet())) {
            if (!known.contains(key)) {
                throw new ConfigurationMistake(
                        at,
                        "the place of a restore knows no key [" + key + "]; it knows " + new TreeSet<>(known),
                        "correct or remove it");
            }
        }
    }
}

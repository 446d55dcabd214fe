package dev.firedrill.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What firedrill.yaml says, validated.
 *
 * @param file the file it was read from
 * @param systems the systems under protection, by name
 * @param outOfScope the systems that are not tested, by decision, ordered by name
 * @param withoutEffect places of keys that are understood, but that this version does nothing with; to be shown, so that
 *     nobody believes in a comparison that was not made
 * @param state the directory that outlives {@code mvn clean}: ledger, evidence, report history, lock
 */
public record Configuration(
        Path file,
        Map<String, ProtectedSystem> systems,
        List<OutOfScope> outOfScope,
        List<String> withoutEffect,
        Path state) {
    public Configuration {
        systems = Collections.unmodifiableSortedMap(new TreeMap<>(systems));
        outOfScope = List.copyOf(outOfScope);
        withoutEffect = List.copyOf(withoutEffect);
    }

    /**
     * The system of that name.
     *
     * @param asker who asks for it, for the message: a check class and its annotation
     * @throws ConfigurationMistake if there is none
     */
    public ProtectedSystem system(String name, String asker) {
        var system = systems.get(name);
        if (system == null) {
            throw new ConfigurationMistake(
                    asker,
                    "asks for system [" + name + "], which " + file + " does not know; it knows " + systems.keySet(),
                    "correct the name, or describe the system under systems: in " + file.getFileName());
        }
        return system;
    }
}

package dev.firedrill.cli;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.KnownOffence;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.rules.NearNames;

/** Finds the entry of a rule that is known. */
final class KnownEntry {
    private KnownEntry() {}

    /** @throws ConfigurationMistake if it is not known; near names are told */
    static KnownOffence of(ProtectedSystem system, String rule) {
        var rules = system.known().stream().map(KnownOffence::rule).toList();
        return system.known().stream()
                .filter(entry -> entry.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> {
                    var near = NearNames.of(rule, rules);
                    return new ConfigurationMistake(
                            system.place(),
                            "rule [" + rule + "] is not known; known are " + rules,
                            near.isEmpty()
                                    ? "firedrill known list shows what is"
                                    : "write " + String.join(" or ", near));
                });
    }
}

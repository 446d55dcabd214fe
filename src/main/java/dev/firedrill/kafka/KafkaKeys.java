package dev.firedrill.kafka;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;

/** Sees that a system of this engine asks only for what its backups can have. */
public final class KafkaKeys {
    private KafkaKeys() {}

    /** @throws ConfigurationMistake if a key means nothing to Kafka */
    public static void validate(ProtectedSystem system) {
        for (var restore : system.restores()) {
            if (!restore.at().isEmpty()) {
                throw new ConfigurationMistake(
                        restore.place(),
                        "a backup of Kafka holds the state of one moment; [" + restore.name() + "] cannot be asked for",
                        "write latest, random, or copy NAME");
            }
        }
        if (!system.baseline().tables().isEmpty()) {
            throw new ConfigurationMistake(
                    system.place(), "Kafka has no tables, but baseline: names some", "remove baseline:");
        }
        if (system.workdir().toString().contains(",")) {
            throw new ConfigurationMistake(
                    system.place(),
                    "workdir: " + system.workdir() + " has a comma, which Kafka takes for two directories",
                    "name another workdir:");
        }
        system.verify().forEach(entry -> VerifiedTopic.parse(entry, system.place()));
    }
}

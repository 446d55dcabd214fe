package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.SqlRule;
import dev.firedrill.postgres.SqlRuleOrMistake;
import dev.firedrill.postgres.SqlRules;
import java.util.List;
import java.util.stream.Collectors;

/** Finds restores and rules of the configuration that would never run, or that would run twice. */
final class BuiltInMistakes {
    private final Configuration configuration;
    private final List<Class<?>> classes;

    /** @param classes those that have {@link BuiltInChecks} */
    BuiltInMistakes(Configuration configuration, List<Class<?>> classes) {
        this.configuration = configuration;
        this.classes = classes;
    }

    /** @throws ConfigurationMistake if there is one */
    void find() {
        SqlRules.requireOwners(configuration);
        configuration.systems().values().forEach(this::look);
        if (classes.size() > 1) {
            throw new ConfigurationMistake(
                    classes.stream().map(Class::getName).collect(Collectors.joining(", ")),
                    "have @BuiltInChecks, so that each restore would be made and checked " + classes.size() + " times",
                    "leave it on one of them");
        }
    }

    private void look(ProtectedSystem system) {
        if (!system.restores().isEmpty() && classes.isEmpty()) {
            throw new ConfigurationMistake(
                    system.restores().get(0).place(),
                    "lists restores, but no class of checks would make them",
                    "add one: @BuiltInChecks class BackupsCheck {}");
        }
        if (!system.baseline().tables().isEmpty() && system.restores().isEmpty()) {
            throw new ConfigurationMistake(
                    system.place(),
                    "baseline: names tables " + system.baseline().tables()
                            + ", but the system lists no restore on which they would be counted",
                    "list one, such as restores: {weekly: [latest]}");
        }
        SqlRules.found(system).forEach(found -> look(found, system));
    }

    /** A file that is not in order is told by a check of its own, if any would run. */
    private void look(SqlRuleOrMistake found, ProtectedSystem system) {
        if (PostgresChecks.usualCounts(system).contains(found.id())) {
            throw new ConfigurationMistake(
                    found.file(),
                    "[" + found.id() + "] is the name of a check that baseline: of system [" + system.name()
                            + "] makes",
                    "rename the file");
        }
        if (found.isRule()) {
            look(found.rule(), system);
        } else if (system.restores().isEmpty()) {
            throw found.mistake();
        }
    }

    private void look(SqlRule rule, ProtectedSystem system) {
        if (!system.engine().equals(PostgresChecks.ENGINE)) {
            throw new ConfigurationMistake(
                    rule.file(), "is an SQL rule of a system of engine [" + system.engine() + "]", "move it away");
        }
        boolean runs = system.restores().stream()
                .flatMap(restore -> restore.cadences().stream())
                .anyMatch(rule.cadences()::contains);
        if (!runs) {
            var cadence = rule.cadences().contains("weekly")
                    ? "weekly"
                    : rule.cadences().get(0);
            throw new ConfigurationMistake(
                    rule.file(),
                    "would never run: system [" + system.name() + "] lists no restore of suites " + rule.cadences(),
                    "list one in " + configuration.file() + ", such as restores: {" + cadence + ": [latest]}");
        }
    }
}

package dev.firedrill.cli;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.KeptInstance;
import dev.firedrill.restore.KeptInstances;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import java.util.function.Predicate;

/**
 * Instances that a person kept, for a command that looks into one.
 *
 * @param command who asks, for messages: {@code firedrill try}
 */
record KeptOnes(ConfigFile config, Configuration configuration, String command) {
    /** The newest one of a system. */
    KeptInstance newest(ProtectedSystem wanted) {
        return newest(wanted, kept -> true, "no instance of system [" + wanted.name() + "] is kept");
    }

    /** The newest one that fits; without one the problem is told. */
    KeptInstance newest(ProtectedSystem wanted, Predicate<KeptInstance> fits, String problem) {
        if (!wanted.engine().equals("postgresql")) {
            throw new ConfigurationMistake(
                    wanted.place(),
                    "engine [" + wanted.engine() + "] has no SQL",
                    "name a system of engine postgresql");
        }
        var all = new KeptInstances(Ledger.in(configuration.state()), Platforms.installed());
        return all.of(wanted.name()).stream()
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        command,
                        problem,
                        config.command("shell " + wanted.name() + " --print") + " restores and keeps one"));
    }
}

package dev.firedrill.cli.doctor;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.SqlRules;
import dev.firedrill.restore.Platforms;
import dev.firedrill.rules.KnownOffences;
import dev.firedrill.rules.Numbers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What the configuration says, and where it is kept what runs leave. */
public final class ConfigurationDiagnosis {
    private static final String SUBJECT = "configuration";

    private ConfigurationDiagnosis() {}

    /** Of a configuration that could be read; its references to secrets were resolved by that. */
    public static List<Diagnosis> of(Configuration configuration) {
        var all = new ArrayList<Diagnosis>();
        all.add(Diagnosis.ok(
                SUBJECT,
                Numbers.text(configuration.systems().size(), "system") + ", "
                        + configuration.outOfScope().size() + " out of scope; references to secrets resolve"));
        configuration
                .withoutEffect()
                .forEach(place ->
                        all.add(Diagnosis.warn(SUBJECT, place + ": without effect in this version", "remove it")));
        all.addAll(rules(configuration));
        all.add(state(configuration.state()));
        all.addAll(lock(configuration.state()));
        return all;
    }

    private static List<Diagnosis> rules(Configuration configuration) {
        try {
            SqlRules.requireOwners(configuration);
            return List.of();
        } catch (ConfigurationMistake e) {
            return Diagnosis.of(Level.MISTAKE, "rules", e);
        }
    }

    private static Diagnosis state(Path state) {
        var existing = state.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing)
                ? Diagnosis.ok("state", state + " can be written")
                : Diagnosis.lacking("state", existing + " cannot be written", "let this user write there");
    }

    /** Two runs at a time are refused; a lock that is free is not taken for longer than a look. */
    private static List<Diagnosis> lock(Path state) {
        var file = state.resolve("lock");
        if (!Files.isWritable(file)) {
            return List.of();
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null ? busy() : List.of();
        } catch (OverlappingFileLockException e) {
            return busy();
        } catch (IOException e) {
            return List.of(Diagnosis.lacking("state", file + " cannot be locked: " + e, "use another file system"));
        }
    }

    private static List<Diagnosis> busy() {
        return List.of(Diagnosis.warn("state", "a run of checks is under way", "wait for its end before the next one"));
    }

    /** The mistakes of one system that reading alone does not show. */
    static List<Diagnosis> mistakes(ProtectedSystem system, String copy, Platforms platforms) {
        try {
            platforms.requireSupport(system, copy);
            SqlRules.of(system);
            KnownOffences.of(system);
            return List.of();
        } catch (ConfigurationMistake e) {
            return Diagnosis.of(Level.MISTAKE, SUBJECT, e);
        }
    }
}

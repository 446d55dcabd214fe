package dev.firedrill.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A thing that is protected by backups, as firedrill.yaml describes it, defaults filled in.
 *
 * @param place file and line of its entry, for messages
 * @param database the database that checks look at
 * @param superuser the role that owns the cluster, used for preparing a restored instance and for nothing else
 * @param copies the same backups elsewhere, by name
 * @param asOf the moment of the assumed failure; empty means now, or what the backups themselves say
 * @param deadline how long one restore may take before it is given up as INCONCLUSIVE
 * @param verify queries that must run, and return a row, before anything is injected
 * @param restores what its built-in checks restore, each once, however many suites list it
 * @param rules the directory of its rules as SQL files; it need not be there unless {@code rules:} names it
 * @param samples how keys of offending rows are shown: {@code keys}, {@code hashed} or {@code none}
 * @param known rules that are known to be broken, each once
 * @param baseline how far counts of rows may be from those of earlier runs
 * @param depth how deep its restores are looked into, where a restore does not say it itself
 * @param binaries where the engine's programs lie; empty means that they are looked for
 * @param inventory the file that says what it must contain; empty where there is none
 * @param topics topics of Kafka that must come back
 * @param restorePlace where its platform puts what it restores; without keys where nothing is said of it
 */
public record ProtectedSystem(
        String place,
        String name,
        String engine,
        String platform,
        String database,
        String superuser,
        BackupSource backup,
        Map<String, BackupSource> copies,
        Objectives objectives,
        Optional<Instant> asOf,
        Duration deadline,
        InstanceScope instances,
        List<String> verify,
        List<ListedRestore> restores,
        Path rules,
        String samples,
        Path workdir,
        Optional<PlacedPath> binaries,
        List<KnownOffence> known,
        Baseline baseline,
        Depth depth,
        Optional<PlacedPath> inventory,
        List<String> topics,
        RestorePlace restorePlace) {

    public ProtectedSystem {
        copies = Map.copyOf(copies);
        verify = List.copyOf(verify);
        restores = List.copyOf(restores);
        known = List.copyOf(known);
        topics = List.copyOf(topics);
    }

    /**
     * The backups of the system itself (empty name), or those of a copy.
     *
     * @throws ConfigurationMistake if there is no such copy
     */
    public BackupSource source(String copy) {
        if (copy.isEmpty()) {
            return backup;
        }
        var source = copies.get(copy);
        if (source == null) {
            throw new ConfigurationMistake(
                    place,
                    "system [" + name + "] has no copy [" + copy + "]; it has "
                            + copies.keySet().stream().sorted().toList(),
                    "name one of these in @Restore(copy = ...), or add it under copies:");
        }
        return source;
    }
}

package dev.firedrill.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where backups of a system are found.
 *
 * @param place file and line of its entry, for messages
 * @param type the kind of backup: {@code sample}, {@code base-backup}, ...
 * @param keys the backup tool's own keys, with references to secrets resolved but those into a vault
 * @param base the directory that relative paths count from: the configuration file's
 */
public record BackupSource(String place, String type, Map<String, String> keys, Path base) {
    public BackupSource {
        keys = Map.copyOf(keys);
    }

    /**
     * The value of a key, if it is given; a secret that it refers to is read from its vault now.
     *
     * @throws ConfigurationMistake if the reference makes no sense
     * @throws dev.firedrill.verdict.Inconclusive if the secret cannot be read
     */
    public Optional<String> value(String key) {
        return Optional.ofNullable(keys.get(key)).map(text -> new SecretReference(text).resolved(this));
    }

    /**
     * A path that must be given; relative ones count from the configuration file.
     *
     * @throws ConfigurationMistake if the key is missing
     */
    public Path path(String key) {
        return value(key)
                .map(text -> base.resolve(text).normalize())
                .orElseThrow(() -> new ConfigurationMistake(
                        place, "backup of type [" + type + "] has no key [" + key + "]", "add " + key + ": PATH"));
    }

    /**
     * Sees that no key is given that its type does not know: a misspelt key would be passed over in silence.
     *
     * @throws ConfigurationMistake if there is one
     */
    public void requireOnly(Set<String> known) {
        for (var key : new TreeSet<>(keys.keySet())) {
            if (!known.contains(key)) {
                throw new ConfigurationMistake(
                        place,
                        "backup of type [" + type + "] knows no key [" + key + "]; it knows " + new TreeSet<>(known),
                        "correct or remove it");
            }
        }
    }
}

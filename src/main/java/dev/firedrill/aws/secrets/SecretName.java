package dev.firedrill.aws.secrets;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import java.util.Optional;

/**
 * Which secret is meant, and what of it.
 *
 * @param id its name or ARN
 * @param key of the JSON object that it holds; empty for the whole
 */
record SecretName(String id, Optional<String> key) {
    private static final String ARN = "arn:";
    private static final int REGION = 3;

    /**
     * Parses {@code NAME} and {@code NAME#key}.
     *
     * @throws ConfigurationMistake if a part is empty
     */
    static SecretName of(String text, BackupSource source) {
        var hash = text.lastIndexOf('#');
        var name = new SecretName(
                hash < 0 ? text : text.substring(0, hash),
                hash < 0 ? Optional.empty() : Optional.of(text.substring(hash + 1)));
        if (name.id().isBlank() || name.key().filter(String::isBlank).isPresent()) {
            throw new ConfigurationMistake(
                    source.place(), "[secretsmanager:" + text + "] names no secret", "write secretsmanager:NAME#key");
        }
        return name;
    }

    /** That of its ARN. */
    Optional<String> region() {
        var parts = id.split(":", -1);
        return id.startsWith(ARN) && parts.length > REGION ? Optional.of(parts[REGION]) : Optional.empty();
    }

    @Override
    public String toString() {
        return "secret " + id + key.map(it -> "#" + it).orElse("");
    }
}

package dev.firedrill.config;

import java.util.List;
import java.util.ServiceLoader;

/** A value that may refer to a secret in a vault: {@code secretsmanager:NAME#key}. */
record SecretReference(String text) {
    static final String SECRETS_MANAGER = "secretsmanager:";

    private static final List<SecretVault> VAULTS = ServiceLoader.load(SecretVault.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    boolean isOne() {
        return text.startsWith(SECRETS_MANAGER);
    }

    /**
     * The text itself, or the secret that it refers to.
     *
     * @throws ConfigurationMistake if no vault reads it
     */
    String resolved(BackupSource source) {
        if (!isOne()) {
            return text;
        }
        var vault = VAULTS.stream()
                .filter(it -> it.reads(SECRETS_MANAGER))
                .findFirst()
                .orElseThrow(() -> new ConfigurationMistake(
                        source.place(), "nothing here reads [" + text + "]", "give ${NAME} or file:/path"));
        return vault.read(text.substring(SECRETS_MANAGER.length()), source);
    }
}

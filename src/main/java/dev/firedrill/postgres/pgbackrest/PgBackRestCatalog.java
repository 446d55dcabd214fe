package dev.firedrill.postgres.pgbackrest;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Backups of type {@code pgbackrest}: full, differential and incremental ones of a stanza, as {@code pgbackrest info}
 * lists them.
 *
 * <pre>{@code
 * backup: {type: pgbackrest, stanza: main, config: /etc/pgbackrest.conf, repo: 1, processMax: 4}
 * copies: {dr: {repo: 2}}
 * }</pre>
 *
 * {@code delta} is passed on as {@code --delta} or {@code --no-delta}, and changes nothing: a restore is always made into
 * a new directory, where there is no file to be spared.
 */
public final class PgBackRestCatalog implements CatalogProvider {
    static final String TYPE = "pgbackrest";
    static final String PROCESS_MAX = "processMax";
    static final String DELTA = "delta";
    private static final Set<String> KEYS =
            Set.of(PgBackRest.STANZA, PgBackRest.CONFIG, PgBackRest.REPO, PgBackRest.PROGRAM, PROCESS_MAX, DELTA);

    /** As the tool's own configuration has them, and as YAML has them. */
    private static final Map<String, String> SWITCHES =
            Map.of("y", "--delta", "true", "--delta", "n", "--no-delta", "false", "--no-delta");

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(KEYS);
        if (source.value(PgBackRest.STANZA).filter(name -> !name.isBlank()).isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(), "backup of type [pgbackrest] has no key [stanza]", "add stanza: NAME");
        }
        requireNumber(source, PgBackRest.REPO);
        requireNumber(source, PROCESS_MAX);
        source.value(DELTA).filter(text -> !SWITCHES.containsKey(text)).ifPresent(text -> {
            throw new ConfigurationMistake(
                    source.place(),
                    DELTA + " of the backup is [" + text + "]",
                    "give true or false, or remove the key");
        });
    }

    /** The option that the key stands for; empty where the tool's own configuration decides. */
    static Optional<String> delta(BackupSource source) {
        return source.value(DELTA).map(SWITCHES::get);
    }

    private static void requireNumber(BackupSource source, String key) {
        source.value(key).filter(text -> !text.matches("[1-9][0-9]{0,2}")).ifPresent(text -> {
            throw new ConfigurationMistake(
                    source.place(), key + " of the backup is [" + text + "]", "give a number from 1 on");
        });
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new PgBackRestBackups(PgBackRest.of(source), system.name(), copy);
    }
}

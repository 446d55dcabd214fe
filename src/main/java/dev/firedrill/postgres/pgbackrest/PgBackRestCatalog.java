package dev.firedrill.postgres.pgbackrest;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Set;

/**
 * Backups of type {@code pgbackrest}: full, differential and incremental ones of a stanza, as {@code pgbackrest info}
 * lists them.
 *
 * <pre>{@code
 * backup: {type: pgbackrest, stanza: main, config: /etc/pgbackrest.conf, repo: 1, processMax: 4}
 * copies: {dr: {repo: 2}}
 * }</pre>
 */
public final class PgBackRestCatalog implements CatalogProvider {
    static final String TYPE = "pgbackrest";
    static final String PROCESS_MAX = "processMax";
    private static final Set<String> KEYS =
            Set.of(PgBackRest.STANZA, PgBackRest.CONFIG, PgBackRest.REPO, PgBackRest.PROGRAM, PROCESS_MAX);

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

package dev.firedrill.postgres.dump;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import dev.firedrill.store.PathPattern;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/**
 * Backups of type {@code pg_dump}: dumps of one database, in custom, directory or plain format.
 *
 * <pre>{@code backup: {type: pg_dump, file: "/backup/wiki-*.dump", jobs: 4, globals: /backup/globals.sql}}</pre>
 *
 * Each match of {@code file} is one backup. A dump holds the state of one moment, so only the newest or a random one can
 * be asked for.
 */
public final class PgDumpCatalog implements CatalogProvider {
    /** The type's name in firedrill.yaml. */
    public static final String TYPE = "pg_dump";

    static final String FILE = "file";
    static final String JOBS = "jobs";
    static final String GLOBALS = "globals";
    static final String ZONE = "zone";
    static final String LOCALE = "locale";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(FILE, JOBS, GLOBALS, ZONE, LOCALE));
        glob(source);
        zone(source);
        source.value(JOBS).filter(text -> !text.matches("[1-9]\\d{0,2}")).ifPresent(text -> {
            throw new ConfigurationMistake(
                    source.place(),
                    "jobs of the backup is [" + text + "]",
                    "give the number of tables that are loaded at the same time, such as jobs: 4");
        });
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new DumpFiles(glob(source), zone(source), system.name(), copy);
    }

    private static PathPattern glob(BackupSource source) {
        return PathPattern.of(source, FILE, "/backup/wiki-*.dump");
    }

    /** The zone of the clock that the dumps were made by; archives do not tell it. */
    static ZoneId zone(BackupSource source) {
        var text = source.value(ZONE);
        try {
            return text.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(text.get());
        } catch (DateTimeException e) {
            throw new ConfigurationMistake(
                    source.place(),
                    "zone of the backup is [" + text.get() + "], which is no time zone",
                    "give the time zone of the host where pg_dump runs, such as zone: Europe/Berlin");
        }
    }
}

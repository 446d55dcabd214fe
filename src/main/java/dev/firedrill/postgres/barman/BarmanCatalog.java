package dev.firedrill.postgres.barman;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.ManifestDemand;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Backups of type {@code barman}: those of one server, as {@code barman list-backups} lists them.
 *
 * <pre>{@code
 * backup: {type: barman, server: crm, config: /etc/barman.conf, jobs: 4}
 * }</pre>
 */
public final class BarmanCatalog implements CatalogProvider {
    static final String TYPE = "barman";
    private static final Set<String> KEYS =
            Set.of(Barman.SERVER, Barman.CONFIG, Barman.PROGRAM, Barman.JOBS, ManifestDemand.KEY);
    /** It becomes a word of a command line and the name of a section; barman itself keeps some names for groups. */
    private static final Pattern NAME = Pattern.compile("(?!(?:all|barman)$)[A-Za-z0-9_][A-Za-z0-9_.:@+ -]*");

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(KEYS);
        ManifestDemand.validate(source);
        var server = source.value(Barman.SERVER).orElse("");
        if (server.isBlank()) {
            throw new ConfigurationMistake(
                    source.place(), "backup of type [barman] has no key [server]", "add server: NAME");
        }
        if (!NAME.matcher(server).matches()) {
            throw new ConfigurationMistake(
                    source.place(),
                    "server of the backup is [" + server + "], which is no name of one server",
                    "give one of those that barman list-servers shows");
        }
        source.value(Barman.JOBS)
                .filter(text -> !text.matches("[1-9][0-9]{0,2}"))
                .ifPresent(text -> {
                    throw new ConfigurationMistake(
                            source.place(), "jobs of the backup is [" + text + "]", "give a number from 1 on");
                });
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new BarmanBackups(Barman.of(source), system.name(), copy);
    }
}

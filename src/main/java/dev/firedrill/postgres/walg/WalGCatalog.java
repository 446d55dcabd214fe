package dev.firedrill.postgres.walg;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.ManifestDemand;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Set;

/**
 * Backups of type {@code wal-g}: full and delta ones of one storage, as {@code wal-g backup-list} lists them. It takes
 * WAL-G 2.0 or newer.
 *
 * <pre>{@code
 * backup: {type: wal-g, config: /etc/wal-g.yaml, prefix: s3://bk/billing, downloadConcurrency: 8}
 * copies: {dr: {prefix: s3://bk-dr/billing}}
 * }</pre>
 */
public final class WalGCatalog implements CatalogProvider {
    static final String TYPE = "wal-g";
    private static final Set<String> KEYS =
            Set.of(WalG.PROGRAM, WalG.CONFIG, WalG.PREFIX, WalG.CONCURRENCY, ManifestDemand.KEY);

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(KEYS);
        ManifestDemand.validate(source);
        if (source.value(WalG.CONFIG).isEmpty() && source.value(WalG.PREFIX).isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(),
                    "backup of type [wal-g] has neither key [prefix] nor key [config]",
                    "add config: PATH, the file that wal-g is given with --config, or prefix: s3://BUCKET/PATH");
        }
        source.value(WalG.CONCURRENCY)
                .filter(text -> !text.matches("[1-9][0-9]{0,2}"))
                .ifPresent(text -> {
                    throw new ConfigurationMistake(
                            source.place(),
                            WalG.CONCURRENCY + " of the backup is [" + text + "]",
                            "give a number from 1 on");
                });
        StoragePrefix.of(source, WalG.PREFIX);
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new WalGBackups(WalG.of(source), system.name(), copy);
    }
}

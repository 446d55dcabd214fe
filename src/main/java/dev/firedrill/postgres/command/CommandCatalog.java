package dev.firedrill.postgres.command;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.postgres.ManifestDemand;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.restore.CatalogProvider;
import java.util.Set;

/**
 * Backups of type {@code command}: physical backups of any tool that can list them and restore one into a directory.
 *
 * <pre>{@code
 * backup:
 *   type: command
 *   list: "mytool list --json"                            # one JSON object a line: {"id": "b1", "madeAt": "2026-11-22T03:14:07Z"}
 *   restore: "mytool restore {id} --into {directory}"
 *   walFetch: "mytool wal-fetch %f %p"                    # or wal: /backup/crm-wal
 *   walList: "mytool wal-list"
 * }</pre>
 *
 * A shell runs the commands, in the directory of firedrill.yaml. README tells what they are given and what they must do.
 */
public final class CommandCatalog implements CatalogProvider {
    static final String TYPE = "command";
    static final String LIST = "list";
    static final String RESTORE = "restore";
    static final String WAL = "wal";
    static final String WAL_FETCH = "walFetch";
    static final String WAL_LIST = "walList";

    @Override
    public boolean reads(String engine, String type) {
        return engine.equals("postgresql") && type.equals(TYPE);
    }

    @Override
    public void validate(BackupSource source) {
        source.requireOnly(Set.of(LIST, RESTORE, WAL, WAL_FETCH, WAL_LIST, ManifestDemand.KEY));
        require(source, LIST, "such as list: mytool list --json");
        require(source, RESTORE, "such as restore: mytool restore {id} --into {directory}");
        RestoreCommand.of(source);
        log(source);
        ManifestDemand.validate(source);
    }

    private static void log(BackupSource source) {
        if (source.value(WAL).isPresent() && source.value(WAL_FETCH).isPresent()) {
            throw new ConfigurationMistake(
                    source.place(),
                    "the backup has both wal and walFetch",
                    "keep wal where the segments lie in a directory, walFetch where a tool fetches them");
        }
        if (source.value(WAL_LIST).isPresent() && source.value(WAL_FETCH).isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(), "the backup has walList, but no walFetch", "add walFetch, or remove walList");
        }
        var fetch = source.value(WAL_FETCH).orElse("%f %p");
        if (fetch.contains("\n") || !fetch.contains("%f") || !fetch.contains("%p")) {
            throw new ConfigurationMistake(
                    source.place(),
                    "walFetch of the backup is [" + fetch.strip() + "]",
                    "give one line in which %f stands for the name of the file and %p for where to put it");
        }
    }

    private static void require(BackupSource source, String key, String example) {
        if (source.value(key).filter(text -> !text.isBlank()).isEmpty()) {
            throw new ConfigurationMistake(
                    source.place(), "backup of type [command] has no key [" + key + "]", "add one, " + example);
        }
    }

    @Override
    public BackupCatalog open(ProtectedSystem system, BackupSource source, String copy) {
        return new CommandBackups(source, system.name(), copy, system.deadline());
    }
}

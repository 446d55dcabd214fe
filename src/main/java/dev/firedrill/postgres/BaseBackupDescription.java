package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What can be told of a base backup for a list, even where it is damaged. */
public final class BaseBackupDescription {
    /** Of an incremental backup: where the backup started that it adds to. */
    public static final String INCREMENTAL_FROM = "incrementalFrom";

    private final Path backup;
    private final Optional<Path> wal;
    private final Optional<BackupLabel> label;
    private final Optional<BackupHistoryFile> history;
    private final Completion completion;

    BaseBackupDescription(Path backup, Optional<Path> wal) {
        this.backup = backup;
        this.wal = wal;
        this.label = readLabel(backup);
        this.history = label.flatMap(it -> BackupHistoryFile.find(wal.orElse(backup.resolve("pg_wal")), it));
        this.completion = Completion.of(backup, label, history);
    }

    Completion completion() {
        return completion;
    }

    Map<String, String> details() {
        var details = new HashMap<String, String>();
        wal.ifPresent(path -> details.put("wal", path.toString()));
        details.put("madeAtFrom", completion.from());
        if (BackupArchives.areIn(backup)) {
            details.put("format", "tar");
        }
        label.ifPresent(it -> {
            it.incrementalFrom().ifPresent(from -> details.put(INCREMENTAL_FROM, from.toString()));
            details.put("label", it.label());
            details.put("startLsn", it.start().toString());
            details.put("timeline", Integer.toString(it.timeline()));
        });
        history.ifPresent(it -> details.put("endLsn", it.end().toString()));
        return details;
    }

    long bytes() {
        return BackupBytes.of(backup);
    }

    /** A missing or damaged label is said by the restore; a list must not end there. */
    private static Optional<BackupLabel> readLabel(Path backup) {
        try {
            return BackupArchives.areIn(backup)
                    ? BackupArchives.find(backup).head().label()
                    : Optional.of(BackupLabel.read(backup));
        } catch (BackupUnusable | Inconclusive e) {
            return Optional.empty();
        }
    }
}

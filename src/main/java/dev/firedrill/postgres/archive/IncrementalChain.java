package dev.firedrill.postgres.archive;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.BaseBackupDescription;
import dev.firedrill.postgres.Lsn;
import dev.firedrill.verdict.BackupUnusable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An incremental backup and those that it adds to, the full one first. Each says where the one before it started.
 *
 * <p>PostgreSQL's own names for them are in {@code backup_label}: {@code INCREMENTAL FROM LSN}.
 */
record IncrementalChain(List<Backup> backups) {
    IncrementalChain {
        backups = List.copyOf(backups);
    }

    static boolean isIncremental(Backup backup) {
        return from(backup).isPresent();
    }

    /**
     * Finds it.
     *
     * @param all the backups of the catalog
     * @throws BackupUnusable if one of them is missing
     */
    static IncrementalChain of(Backup newest, List<Backup> all) {
        var chain = new ArrayList<Backup>();
        chain.add(newest);
        for (var from = from(newest); from.isPresent(); from = from(chain.get(chain.size() - 1))) {
            chain.add(before(chain.get(chain.size() - 1), from.get(), all));
        }
        Collections.reverse(chain);
        return new IncrementalChain(chain);
    }

    private static Backup before(Backup backup, String from, List<Backup> all) {
        var start = Lsn.parse(backup.details().get("startLsn"));
        if (start.compareTo(Lsn.parse(from)) <= 0) {
            throw new BackupUnusable(
                    "backup_label of the incremental backup %s contradicts itself: it starts at %s and adds to a backup that started at %s"
                            .formatted(backup.id(), start, from));
        }
        return all.stream()
                .filter(other -> from.equals(other.details().get("startLsn")))
                .findFirst()
                .orElseThrow(() -> new BackupUnusable(
                        "the incremental backup %s adds to a backup that started at %s, which is not there: there are %s%n  Remedy: keep the backups that an incremental one adds to, up to the full one, in the same directory"
                                .formatted(backup.id(), from, described(all))));
    }

    private static List<String> described(List<Backup> all) {
        return all.stream()
                .map(other -> other.id() + " ("
                        + Optional.ofNullable(other.details().get("startLsn")).orElse("its label cannot be read") + ")")
                .toList();
    }

    private static Optional<String> from(Backup backup) {
        return Optional.ofNullable(backup.details().get(BaseBackupDescription.INCREMENTAL_FROM));
    }

    @Override
    public String toString() {
        return String.join(" + ", backups.stream().map(Backup::id).toList());
    }
}

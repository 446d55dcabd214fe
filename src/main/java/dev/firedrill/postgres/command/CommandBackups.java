package dev.firedrill.postgres.command;

import dev.firedrill.backup.Backup;
import dev.firedrill.config.BackupSource;
import dev.firedrill.postgres.ManifestDemand;
import dev.firedrill.process.Tool;
import dev.firedrill.restore.BackupCatalog;
import dev.firedrill.verdict.Inconclusive;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/**
 * The backups that a command lists.
 *
 * @param limit how long it may take
 */
record CommandBackups(BackupSource source, String system, String copy, Duration limit) implements BackupCatalog {
    static final String MAJOR = "major";

    @Override
    public List<Backup> backups() {
        var output = Tool.of("sh", "-c", source.value(CommandCatalog.LIST).orElseThrow())
                .named("the list command")
                .in(source.base())
                .within(limit)
                .runOrThrow("listing the backups of " + system);
        var listed = ListedBackup.parse(output);
        requireDistinct(listed);
        return listed.stream()
                .map(this::described)
                .sorted(Comparator.comparing(Backup::madeAt).thenComparing(Backup::id))
                .toList();
    }

    private static void requireDistinct(List<ListedBackup> listed) {
        var seen = new HashSet<String>();
        for (var backup : listed) {
            if (!seen.add(backup.id())) {
                throw new Inconclusive("the list command lists [" + backup.id()
                        + "] twice: it cannot be told which one is" + " restored\n  Remedy: let it print each id once");
            }
        }
    }

    private Backup described(ListedBackup listed) {
        var details = new HashMap<String, String>();
        details.put("madeAtFrom", "the list command");
        listed.major().ifPresent(major -> details.put(MAJOR, Integer.toString(major)));
        source.value(ManifestDemand.KEY).ifPresent(value -> details.put(ManifestDemand.KEY, value));
        return new Backup(listed.id(), system, copy, "restored by a command", listed.madeAt(), listed.bytes(), details);
    }
}

package dev.firedrill.redis;

import dev.firedrill.restore.HostFinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What cannot be told of an append-only log, whoever reads it. */
final class AofDoubts {
    private AofDoubts() {}

    /** @param contents of its files that hold commands */
    static List<HostFinding> of(AofFiles files, Map<Path, AofWalk.Content> contents) {
        var doubts = new ArrayList<HostFinding>();
        var commands = files.loaded().stream()
                .filter(file -> contents.containsKey(file) && contents.get(file).commands() > 0)
                .map(file -> file.getFileName().toString())
                .toList();
        if (!commands.isEmpty()) {
            doubts.add(HostFinding.doubtful(
                    "AOF commands",
                    "an append-only log has no checksums: a byte that was altered within a key or a value, and whole commands"
                            + " that are missing, cannot be told from what was written",
                    "compare the restored keys with an inventory of production",
                    commands));
        }
        var empty = AofMoment.emptyOf(files);
        if (commands.isEmpty() && empty.isEmpty()) {
            doubts.add(HostFinding.doubtful(
                    "AOF without commands",
                    "no command follows the base, which a Redis that runs always has a file for: nothing was written since it"
                            + " was saved, or all that was written is lost",
                    "look into production whether it was idle, and see that the whole directory is backed up",
                    files.loaded().stream()
                            .map(file -> file.getFileName().toString())
                            .toList()));
        }
        if (!empty.isEmpty()) {
            doubts.add(HostFinding.doubtful(
                    "AOF empty increment",
                    "a file of the log is empty: nothing was written since its base was saved, or what was written is lost",
                    "look into production whether it was idle, or back up after it was written to",
                    empty));
        }
        if (!files.leftOut().isEmpty()) {
            doubts.add(HostFinding.doubtful(
                    "AOF unnamed files",
                    "there are files that the manifest does not name, and that no Redis loads",
                    "see where they come from; a backup should hold the log alone",
                    files.leftOut()));
        }
        return doubts;
    }
}

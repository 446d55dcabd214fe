package dev.firedrill.kafka;

import dev.firedrill.store.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sees that the controller's log begins at the begin, or at a snapshot that is there, and that its snapshots are whole. */
final class MetadataScan {
    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{20})-\\d{10}\\.checkpoint");

    private MetadataScan() {}

    static List<String> damage(Path directory, PartitionLog log, Runnable checkpoint) {
        var damage = new ArrayList<String>();
        long reach = 0;
        for (var name : names(directory)) {
            var found = SNAPSHOT.matcher(name);
            if (found.matches()) {
                long end = Long.parseLong(found.group(1));
                var snapshot = SegmentScan.of(directory.resolve(name), 0, 0, 0, new TransactionScan(0), checkpoint);
                if (!snapshot.damage().isEmpty() || snapshot.tail() == Segment.Tail.TORN || !snapshot.closed()) {
                    damage.add("snapshot " + name + " is damaged"
                            + (snapshot.damage().isEmpty() ? "" : ": " + snapshot.damage()));
                }
                if (end > log.end()) {
                    damage.add("it ends at offset %,d, but snapshot %s holds what was before %,d"
                            .formatted(log.end(), name, end));
                }
                reach = Math.max(reach, end);
            }
        }
        if (!log.segments().isEmpty() && log.segments().get(0).base() > reach) {
            damage.add("it begins at offset %,d, and no snapshot holds what was before"
                    .formatted(log.segments().get(0).base()));
        }
        return damage;
    }

    private static List<String> names(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw UnreadableFile.of(directory, e);
        }
    }
}

package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The timelines that lead to one timeline, oldest first: where each of them was left for the next.
 *
 * @param timeline the one that it leads to
 */
record TimelineHistory(int timeline, List<Switch> switches) {

    /** Timeline {@code from} was left at {@code at}. */
    record Switch(int from, Lsn at) {}

    TimelineHistory {
        switches = List.copyOf(switches);
    }

    static String fileName(int timeline) {
        return "%08X.history".formatted(timeline);
    }

    static TimelineHistory withoutSwitch(int timeline) {
        return new TimelineHistory(timeline, List.of());
    }

    static TimelineHistory read(ArchivedWal archive, int timeline) {
        return read(archive.look(fileName(timeline)), timeline);
    }

    /** The history that a server wrote when it began that timeline. */
    static TimelineHistory read(Path file, int timeline) {
        var name = fileName(timeline);
        var switches = new ArrayList<Switch>();
        for (var line : BackupFile.text(file.getParent(), name, "it says how timelines follow each other")
                .lines()
                .toList()) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            switches.add(parse(file, line));
            requireOrder(file, timeline, switches);
        }
        return new TimelineHistory(timeline, switches);
    }

    private static Switch parse(Path file, String line) {
        var parts = line.strip().split("\\s+", 3);
        try {
            return new Switch(Integer.parseUnsignedInt(parts[0]), Lsn.parse(parts.length > 1 ? parts[1] : ""));
        } catch (IllegalArgumentException e) {
            throw new BackupUnusable(
                    "expecting a timeline and a WAL position in " + file + ", but found [" + line + "]", e);
        }
    }

    /** A server, too, demands that each timeline has a greater number than the one before it. */
    private static void requireOrder(Path file, int timeline, List<Switch> switches) {
        int last = switches.size() - 1;
        int older = last == 0 ? 0 : switches.get(last - 1).from();
        if (switches.get(last).from() <= older || switches.get(last).from() >= timeline) {
            throw new BackupUnusable("expecting %s to name timelines from %d to %d next, but found %d"
                    .formatted(file, older + 1, timeline - 1, switches.get(last).from()));
        }
    }

    /** Where that timeline was left; empty if it never was, or does not belong to this history. */
    Optional<Lsn> leftAt(int ancestor) {
        return switches.stream()
                .filter(it -> it.from() == ancestor)
                .map(Switch::at)
                .findFirst();
    }

    /** The timeline on which the log up to this position was written; beyond all switches, the one that was left last. */
    int upTo(Lsn position) {
        return switches.stream()
                .filter(it -> it.at().compareTo(position) >= 0)
                .findFirst()
                .map(Switch::from)
                .orElseGet(() -> switches.isEmpty() ? timeline : lastSwitch().from());
    }

    boolean contains(int ancestor) {
        return ancestor == timeline || leftAt(ancestor).isPresent();
    }

    /** Timelines on which a segment may be found, newest first, as the server looks for it. */
    List<Integer> candidates(WalSegment segment) {
        var found = new ArrayList<Integer>();
        var begin = new Lsn(0);
        for (var step : switches) {
            if (begin.compareTo(segment.end()) < 0) {
                found.add(step.from());
            }
            begin = step.at();
        }
        if (begin.compareTo(segment.end()) < 0) {
            found.add(timeline);
        }
        found.sort(Comparator.reverseOrder());
        return found;
    }

    /** The last segment that is known to have been written whole on the way to this timeline. */
    Optional<WalSegment> lastKnown(int segmentSize) {
        return switches.isEmpty()
                ? Optional.empty()
                : Optional.of(lastSwitch().at().segment(lastSwitch().from(), segmentSize))
                        .filter(segment -> segment.number() > 0)
                        .map(segment -> new WalSegment(segment.timeline(), segment.number() - 1, segmentSize));
    }

    private Switch lastSwitch() {
        return switches.get(switches.size() - 1);
    }
}

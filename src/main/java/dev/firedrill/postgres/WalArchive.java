package dev.firedrill.postgres;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an archive of WAL holds at one moment.
 *
 * <pre>{@code
 * var label = BackupLabel.read(backup);
 * var control = ControlFile.read(backup);
 * var chain = WalArchive.open(DirectoryWal.archive(directory))
 *         .verify(label.start(), label.timeline(), control.systemIdentifier(), control.segmentSize());
 * }</pre>
 */
public final class WalArchive {
    private static final Pattern COMPRESSED = Pattern.compile("[0-9A-F]{24}\\.(gz|lz4|zst|zstd|bz2|xz|br|lzma)");
    private static final Pattern PARTIAL = Pattern.compile("[0-9A-F]{24}\\.partial");

    private final ArchivedWal wal;
    private final NavigableSet<String> names;

    private WalArchive(ArchivedWal wal, NavigableSet<String> names) {
        this.wal = wal;
        this.names = names;
    }

    /**
     * Lists the archive.
     *
     * @throws BackupUnusable if there is no such directory
     * @throws Inconclusive if it may not be read
     */
    public static WalArchive open(ArchivedWal wal) {
        return new WalArchive(wal, new TreeSet<>(wal.names()));
    }

    /** Where the log lies. */
    ArchivedWal wal() {
        return wal;
    }

    /** Names of the whole, uncompressed segments, sorted by timeline and position. */
    public List<String> segments() {
        return names.stream().filter(WalSegment::isName).toList();
    }

    public boolean has(String fileName) {
        return names.contains(fileName);
    }

    /**
     * Proves, by names, sizes and headers, that the log is unbroken from a position to the newest segment on the newest
     * timeline, as a server that recovers would read it.
     *
     * @param timeline that the position is on
     * @param systemIdentifier of the cluster that the log must be of
     * @param segmentSize in bytes
     * @throws Inconclusive if a segment that is needed is there only in compressed form
     */
    public Continuity verify(Lsn start, int timeline, long systemIdentifier, int segmentSize) {
        var first = start.segment(timeline, segmentSize);
        var history = newestHistory(timeline);
        if (!history.contains(timeline)
                || history.leftAt(timeline)
                        .filter(at -> at.compareTo(start) < 0)
                        .isPresent()) {
            throw new BackupUnusable(
                    "%s: timeline %d does not descend from timeline %d of the backup, which starts at %s"
                            .formatted(wal, history.timeline(), timeline, start));
        }
        return new WalChain(this, history, systemIdentifier, first).follow(notes());
    }

    /** Examines those of its segments that lead on from that timeline, once they were fetched. */
    SegmentExamination examination(int timeline, long systemIdentifier) {
        return new SegmentExamination(this, newestHistory(timeline), systemIdentifier);
    }

    /** The server, too, asks for one timeline after another until there is none. */
    private TimelineHistory newestHistory(int timeline) {
        int newest = timeline;
        while (has(TimelineHistory.fileName(newest + 1))) {
            newest++;
        }
        return newest == timeline && !has(TimelineHistory.fileName(newest))
                ? TimelineHistory.withoutSwitch(timeline)
                : TimelineHistory.read(wal, newest);
    }

    /** Names of compressed forms of that segment, on any timeline. */
    void refuseCompressed(WalSegment segment) {
        var suffix = segment.name().substring(8);
        names.stream()
                .filter(name -> COMPRESSED.matcher(name).matches() && name.startsWith(suffix, 8))
                .findFirst()
                .ifPresent(name -> {
                    throw new Inconclusive("WAL segment " + name + " of " + wal
                            + " is compressed, which is not read here"
                            + "\n  Remedy: decompress the archive into a directory of its own and name that as wal:");
                });
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        note(notes, "backup history files", names.stream().filter(name -> name.endsWith(".backup")));
        note(notes, "partial segments", names.stream().filter(name -> PARTIAL.matcher(name)
                .matches()));
        return notes;
    }

    private static void note(List<String> notes, String what, Stream<String> found) {
        var list = found.toList();
        if (!list.isEmpty()) {
            notes.add("%d %s left out of account, such as %s".formatted(list.size(), what, list.get(0)));
        }
    }

    @Override
    public String toString() {
        return wal.toString();
    }
}

package dev.firedrill.postgres;

import dev.firedrill.process.Meanwhile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Segments of an archive, one after the other; where a tool fetches them, it fetches the next ones meanwhile. */
final class FetchedAhead implements AutoCloseable {
    /** Two at a time keep the disk and one processor of a small host busy, and another program's repository usable. */
    private static final int AT_A_TIME = 2;

    private final ArchivedWal wal;
    private final Iterator<WalSegment> rest;
    private final Deque<Meanwhile<Path>> coming = new ArrayDeque<>();

    FetchedAhead(ArchivedWal wal, List<WalSegment> segments) {
        this.wal = wal;
        this.rest = segments.iterator();
    }

    /**
     * The next one, in the order of the list.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if the tool says that it is damaged
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be had
     */
    Path next() {
        if (wal.isDirect()) {
            return wal.look(rest.next().name());
        }
        while (coming.size() < AT_A_TIME && rest.hasNext()) {
            var name = rest.next().name();
            coming.add(Meanwhile.begin(() -> wal.look(name)));
        }
        return coming.remove().outcome();
    }

    /** What is still being fetched is written into a directory that may be deleted next. */
    @Override
    public void close() {
        coming.forEach(Meanwhile::close);
    }
}

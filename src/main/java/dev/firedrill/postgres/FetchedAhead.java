package dev.firedrill.postgres;

import dev.firedrill.verdict.Inconclusive;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Segments of an archive, one after the other; where a tool fetches them, it fetches the next ones meanwhile. */
final class FetchedAhead implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int AHEAD = 4;

    private final ArchivedWal wal;
    private final Iterator<WalSegment> rest;
    private final Deque<Future<Path>> coming = new ArrayDeque<>();
    private final ExecutorService fetchers;

    FetchedAhead(ArchivedWal wal, List<WalSegment> segments) {
        this.wal = wal;
        this.rest = segments.iterator();
        this.fetchers = Executors.newFixedThreadPool(THREADS, FetchedAhead::thread);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "firedrill-fetch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The next one, in the order of the list.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if the tool says that it is damaged
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be had
     */
    Path next() {
        while (coming.size() < AHEAD && rest.hasNext()) {
            var name = rest.next().name();
            coming.add(fetchers.submit(() -> wal.look(name)));
        }
        try {
            return coming.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while WAL was fetched", e);
        }
    }

    /** What is still being fetched is written into a directory that may be deleted next: it is stopped, and waited for. */
    @Override
    public void close() {
        coming.forEach(fetch -> fetch.cancel(true));
        fetchers.shutdownNow();
        boolean interrupted = false;
        while (!fetchers.isTerminated()) {
            try {
                fetchers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

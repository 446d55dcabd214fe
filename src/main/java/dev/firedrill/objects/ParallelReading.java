package dev.firedrill.objects;

import dev.firedrill.restore.Deadline;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.verdict.Inconclusive;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Reads objects with a few threads, each with one buffer of its own, whatever the size of the objects. */
final class ParallelReading {
    private static final int BUFFER = 256 << 10;

    private final ObjectStore store;
    private final ReadingHistory history;
    private final Faults faults;
    private final Deadline deadline;
    private final ReadingProgress progress;

    ParallelReading(
            ObjectStore store, ReadingHistory history, Faults faults, Deadline deadline, ReadingProgress progress) {
        this.store = store;
        this.history = history;
        this.faults = faults;
        this.deadline = deadline;
        this.progress = progress;
    }

    /**
     * Reads them all; what is wrong with one is entered among the faults.
     *
     * @throws Inconclusive if the deadline passes; what was read by then is remembered
     */
    void read(Collection<ListedFile> objects, int readers) {
        var queue = new ConcurrentLinkedQueue<>(objects);
        var pool = Executors.newFixedThreadPool(readers);
        try {
            var workers = IntStream.range(0, readers)
                    .mapToObj(worker -> pool.submit(() -> work(queue)))
                    .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while reading " + store.location(), e);
        } finally {
            queue.clear();
            end(pool);
        }
    }

    private void work(Queue<ListedFile> queue) {
        var buffer = new byte[BUFFER];
        for (var object = queue.poll(); object != null; object = queue.poll()) {
            var fault = new ObjectReading(store, object, buffer, this::portion).read();
            fault.ifPresent(faults::add);
            if (fault.isEmpty()) {
                history.verified(object);
            } else {
                history.forget(object);
            }
            progress.object();
        }
    }

    private void portion(int length) {
        deadline.check("reading objects (what was read by then is remembered, and the next run goes on)");
        progress.bytes(length);
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    /** Nobody may write into a history that is closed. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

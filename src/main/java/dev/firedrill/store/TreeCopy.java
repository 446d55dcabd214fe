package dev.firedrill.store;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Copies a tree of files with a few threads; the source is only read. Directories become 0700, files 0600. */
public final class TreeCopy {
    private static final int THREADS = 2;
    private static final long PORTION = 32L << 20;

    private final Path source;
    private final Path target;
    private final Runnable checkpoint;
    private final LongAdder bytes = new LongAdder();

    private TreeCopy(Path source, Path target, Runnable checkpoint) {
        this.source = source;
        this.target = target;
        this.checkpoint = checkpoint;
    }

    /**
     * Copies what the filter takes.
     *
     * @param target must exist
     * @param filter is asked with paths relative to the source; what it refuses is left out with all below it
     * @param checkpoint is called between portions; what it throws ends the copy
     * @return the bytes that were copied
     * @throws Inconclusive if a file cannot be read or written, or is a link, a pipe or a device
     */
    public static long copy(Path source, Path target, Predicate<Path> filter, Runnable checkpoint) {
        var copy = new TreeCopy(source, target, checkpoint);
        try {
            copy.files(TreeWalk.files(source, target, filter));
            return copy.bytes.sum();
        } catch (UncheckedIOException e) {
            throw explained(e.getCause(), source, target);
        } catch (IOException e) {
            throw explained(e, source, target);
        }
    }

    private void files(List<Path> paths) throws IOException {
        var queue = new ConcurrentLinkedQueue<>(paths);
        var pool = Executors.newFixedThreadPool(THREADS);
        try {
            var workers = IntStream.range(0, THREADS)
                    .mapToObj(worker -> pool.submit(() -> {
                        for (var path = queue.poll(); path != null; path = queue.poll()) {
                            file(path);
                        }
                        return null;
                    }))
                    .toList();
            for (var worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while copying " + source, e);
        } finally {
            queue.clear();
            end(pool);
        }
    }

    /** Whoever cleans up after a failed copy must not meet a thread that still writes. */
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

    private void file(Path relative) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var in = FileChannel.open(source.resolve(relative));
                var out = FileChannel.open(target.resolve(relative), create, mode)) {
            long size = in.size();
            for (long position = 0; position < size; ) {
                checkpoint.run();
                long moved = in.transferTo(position, Math.min(PORTION, size - position), out);
                if (moved <= 0) {
                    throw new IOException(source.resolve(relative) + " shrank while it was copied");
                }
                position += moved;
            }
            bytes.add(size);
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    private static Inconclusive explained(IOException failure, Path source, Path target) {
        if (failure instanceof AccessDeniedException denied) {
            return new Inconclusive(
                    "no permission for " + denied.getFile() + "\n  Remedy: let " + System.getProperty("user.name")
                            + " read it",
                    failure);
        }
        return new Inconclusive("cannot copy " + source + " to " + target + ": " + failure.getMessage(), failure);
    }
}

package dev.firedrill.sample;

import dev.firedrill.store.TreeCopy;
import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Copies a directory while something else is waited for. Closing ends it, so that nobody writes on behind one's back. */
final class BackgroundCopy implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Long> copy;

    BackgroundCopy(Path source, Path target) throws IOException {
        Files.createDirectories(target);
        this.copy = thread.submit(() -> TreeCopy.copy(source, target, path -> true, BackgroundCopy::stopIfAsked));
    }

    private static void stopIfAsked() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Inconclusive("the copy was given up");
        }
    }

    void await() {
        try {
            copy.get();
        } catch (ExecutionException e) {
            throw new Inconclusive(
                    "cannot copy the sample's backups: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while the sample's backups were copied", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new Inconclusive("the copy of the sample's backups does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

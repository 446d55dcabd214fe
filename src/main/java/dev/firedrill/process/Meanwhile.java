package dev.firedrill.process;

import dev.firedrill.verdict.Inconclusive;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work that is done beside what its caller does. However that ends, the work does not outlive it.
 *
 * <pre>{@code
 * try (var list = Meanwhile.begin(tool::list)) {
 *     var paths = tool.paths();
 *     return both(paths, list.outcome());
 * }
 * }</pre>
 */
public final class Meanwhile<T> implements AutoCloseable {
    private final FutureTask<T> task;
    private final Thread thread;

    private Meanwhile(Supplier<T> work) {
        this.task = new FutureTask<>(work::get);
        this.thread = new Thread(task, "firedrill-meanwhile");
        thread.setDaemon(true);
    }

    public static <T> Meanwhile<T> begin(Supplier<T> work) {
        var meanwhile = new Meanwhile<>(work);
        meanwhile.thread.start();
        return meanwhile;
    }

    /**
     * Waits for its end, and gives back or throws what it did.
     *
     * @throws Inconclusive if the caller is interrupted
     */
    public T outcome() {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Inconclusive("interrupted while waiting for what is done meanwhile", e);
        }
    }

    /** Interrupts it, unless it has ended, and waits until it did. */
    @Override
    public void close() {
        thread.interrupt();
        Uninterrupted.join(thread);
    }
}

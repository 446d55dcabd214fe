package dev.firedrill.process;

/** Waits to the end although the thread is interrupted, and leaves it interrupted: what was started must be stopped. */
public final class Uninterrupted {
    /** Waits for something; is asked again after an interruption, so it has to know by itself how long is left. */
    interface Waiting {
        boolean get() throws InterruptedException;
    }

    private Uninterrupted() {}

    /** Until a thread has ended. */
    public static void join(Thread thread) {
        get(() -> {
            thread.join();
            return true;
        });
    }

    static boolean get(Waiting waiting) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return waiting.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

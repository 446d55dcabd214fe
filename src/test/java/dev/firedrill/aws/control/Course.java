package dev.firedrill.aws.control;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What happens to one thing in the course of time, in order. Waits end early once it is not wanted any more. */
final class Course {
    private final CountDownLatch unwanted = new CountDownLatch(1);
    private final ExecutorService steps = Executors.newSingleThreadExecutor(Course::daemon);

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "course of the control plane");
        thread.setDaemon(true);
        return thread;
    }

    void then(Runnable step) {
        steps.execute(step);
    }

    /** Cuts short what goes on, does that, and ends. */
    void endWith(Runnable step) {
        unwanted.countDown();
        steps.execute(step);
        steps.shutdown();
    }

    /** Cuts short what goes on, and waits for its end. */
    void abandon() {
        unwanted.countDown();
        steps.shutdown();
        try {
            steps.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isWanted() {
        return unwanted.getCount() > 0;
    }

    void pass(Duration duration) {
        try {
            unwanted.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits in any case. */
    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.firedrill.aws.control;

import dev.firedrill.aws.control.Latencies.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** One instance: what is told of it, the engine behind it, and what happens to it in the course of time, in order. */
final class ManagedInstance {
    private final Latencies latencies;
    private final Consumer<String> events;
    private final CountDownLatch unwanted = new CountDownLatch(1);
    private final ExecutorService course = Executors.newSingleThreadExecutor(ManagedInstance::daemon);
    private DBInstance description;
    private volatile Engine engine;

    ManagedInstance(DBInstance description, Latencies latencies, Consumer<String> events) {
        this.description = description;
        this.latencies = latencies;
        this.events = events;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "course of an instance");
        thread.setDaemon(true);
        return thread;
    }

    synchronized DBInstance description() {
        return description;
    }

    synchronized void change(UnaryOperator<DBInstance.Builder> change) {
        description = change.apply(description.toBuilder()).build();
    }

    String status() {
        return description().dbInstanceStatus();
    }

    void status(String status) {
        change(it -> it.dbInstanceStatus(status));
    }

    boolean hasEngine() {
        return engine != null;
    }

    void create(Fate fate, Supplier<Engine> start) {
        course.execute(() -> {
            long asked = System.nanoTime();
            if (fate == Fate.NEVER) {
                return;
            }
            boolean runs = fate != Fate.AVAILABLE || started(start);
            pass(latencies.of(Step.CREATING).minusNanos(System.nanoTime() - asked));
            if (!runs || fate != Fate.AVAILABLE) {
                end(runs ? fate.status() : Fate.INCOMPATIBLE_RESTORE.status());
                return;
            }
            change(it -> it.endpoint(
                            to -> to.address("localhost").port(engine.port()).hostedZoneId("Z2R2ITUGPM61AM"))
                    .dbInstancePort(0));
            events.accept("Restored from snapshot");
            pass("backing-up", Step.BACKING_UP);
            pass("modifying", Step.MODIFYING);
            end("available");
        });
    }

    private boolean started(Supplier<Engine> start) {
        try {
            engine = start.get();
            return true;
        } catch (RuntimeException e) {
            events.accept("The engine did not start: " + e.getMessage());
            return false;
        }
    }

    /** A change of the master user's password. */
    void resetPassword(String password) {
        change(it -> it.pendingModifiedValues(pending -> pending.masterUserPassword("****")));
        course.execute(() -> {
            pass(latencies.of(Step.MODIFICATION_BEGINS));
            pass("resetting-master-credentials", Step.RESETTING_CREDENTIALS);
            if (unwanted.getCount() > 0 && engine != null) {
                engine.resetPassword(password);
                change(it -> it.pendingModifiedValues(pending -> {}));
                end("available");
            }
        });
    }

    /** Any other change, told of the instance at its end. */
    void modify(UnaryOperator<DBInstance.Builder> change) {
        course.execute(() -> {
            pass(latencies.of(Step.MODIFICATION_BEGINS));
            pass("modifying", Step.MODIFYING);
            change(change);
            end("available");
        });
    }

    /** @param gone is told at the end */
    void delete(Runnable gone) {
        status("deleting");
        unwanted.countDown();
        course.execute(() -> {
            sleep(latencies.of(Step.DELETING));
            stop();
            gone.run();
        });
        course.shutdown();
    }

    /** Stops the engine, at the end of the control plane. */
    void abandon() {
        unwanted.countDown();
        course.shutdown();
        try {
            course.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    private synchronized void stop() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    private void pass(String status, Step step) {
        end(status);
        pass(latencies.of(step));
    }

    private void end(String status) {
        if (unwanted.getCount() > 0) {
            status(status);
        }
    }

    private void pass(Duration duration) {
        try {
            unwanted.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

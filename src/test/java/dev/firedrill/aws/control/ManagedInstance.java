package dev.firedrill.aws.control;

import dev.firedrill.aws.control.Latencies.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** One instance: what is told of it, the engine behind it, and what happens to it in the course of time, in order. */
final class ManagedInstance {
    private final Latencies latencies;
    private final Consumer<String> events;
    private final Course course = new Course();
    private final List<String> statuses = new ArrayList<>();
    private DBInstance description;
    private volatile Engine engine;

    ManagedInstance(DBInstance description, Latencies latencies, Consumer<String> events) {
        this.description = description;
        statuses.add(description.dbInstanceStatus());
        this.latencies = latencies;
        this.events = events;
    }

    synchronized DBInstance description() {
        return description;
    }

    synchronized void change(UnaryOperator<DBInstance.Builder> change) {
        description = change.apply(description.toBuilder()).build();
        var status = description.dbInstanceStatus();
        if (!status.equals(statuses.get(statuses.size() - 1))) {
            statuses.add(status);
        }
    }

    /** All that it had so far, in order. */
    synchronized List<String> statuses() {
        return List.copyOf(statuses);
    }

    String status() {
        return description().dbInstanceStatus();
    }

    void status(String status) {
        change(it -> it.dbInstanceStatus(status));
    }

    void create(Fate fate, Supplier<Engine> start) {
        course.then(() -> {
            long asked = System.nanoTime();
            if (fate == Fate.NEVER) {
                return;
            }
            boolean runs = fate != Fate.AVAILABLE || started(start);
            course.pass(latencies.of(Step.CREATING).minusNanos(System.nanoTime() - asked));
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
        course.then(() -> {
            course.pass(latencies.of(Step.MODIFICATION_BEGINS));
            pass("resetting-master-credentials", Step.RESETTING_CREDENTIALS);
            if (course.isWanted() && engine != null) {
                engine.resetPassword(password);
                change(it -> it.pendingModifiedValues(pending -> {}));
                end("available");
            }
        });
    }

    /** Any other change, told of the instance at its end. */
    void modify(UnaryOperator<DBInstance.Builder> change) {
        course.then(() -> {
            course.pass(latencies.of(Step.MODIFICATION_BEGINS));
            pass("modifying", Step.MODIFYING);
            change(change);
            end("available");
        });
    }

    /** @param gone is told at the end */
    void delete(Runnable gone) {
        status("deleting");
        course.endWith(() -> {
            Course.sleep(latencies.of(Step.DELETING));
            stop();
            gone.run();
        });
    }

    /** Stops the engine, at the end of the control plane. */
    void abandon() {
        course.abandon();
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
        course.pass(latencies.of(step));
    }

    private void end(String status) {
        if (course.isWanted()) {
            status(status);
        }
    }
}

package dev.firedrill.restore;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one path of a restore: select, note in the ledger, restore, verify; later discard, and absence verified. Restores
 * run one at a time, because their time is measured.
 */
public final class RestorePath {
    private final Run run;
    private final Platforms platforms;
    private final Ledger ledger;
    private final RuleHistory history;
    private final BackupSelector selector;
    private final Cleanup cleanup;
    private final Semaphore oneAtATime = new Semaphore(1, true);
    private final AtomicInteger serial = new AtomicInteger();

    /**
     * @param seed of random draws
     * @param history what earlier runs found
     */
    public RestorePath(Run run, Platforms platforms, Ledger ledger, long seed, RuleHistory history) {
        this.run = run;
        this.platforms = platforms;
        this.ledger = ledger;
        this.history = history;
        this.selector = new BackupSelector(seed);
        this.cleanup = new Cleanup(run, platforms, ledger);
    }

    /**
     * Restores what is asked for. A failure is kept in the restoration, not thrown: each check that uses it must carry
     * it.
     *
     * @throws ConfigurationMistake if the request cannot be understood
     */
    public Restoration restore(ProtectedSystem system, RestoreRequest request) {
        oneAtATime.acquireUninterruptibly();
        try {
            var started = Instant.now();
            var id = run.id() + "-" + serial.incrementAndGet();
            var restoration = new Restoration(
                    id, system, request, started, system.asOf().orElse(run.startedAt()), run.listeners());
            run.add(restoration);
            run.listeners().forEach(listener -> listener.restorationStarted(restoration));
            try {
                attempt(restoration);
            } finally {
                run.listeners().forEach(listener -> listener.restorationFinished(restoration));
            }
            return restoration;
        } finally {
            oneAtATime.release();
        }
    }

    /**
     * What two requests must agree in to share one instance: the same system, backup, target and depth.
     *
     * @throws ConfigurationMistake if the request cannot be understood
     */
    public String resolvedKey(ProtectedSystem system, RestoreRequest request) {
        var catalog = platforms.catalog(system, request.copy());
        var asOf = system.asOf().or(catalog::asOf).orElse(run.startedAt());
        var selection = selector.select(request, catalog, asOf, () -> platforms.inventoryTarget(system));
        return system.name() + "|" + request.copy() + "|" + selection.backup().id() + "|" + selection.target() + "|"
                + request.depth().orElse(system.depth());
    }

    /**
     * What can be told of a restore without restoring: the backup that would be taken, and whether this host can judge
     * it. Nothing is made or moved, and the run knows nothing of it.
     *
     * @throws ConfigurationMistake if the request cannot be understood, or the configuration does not fit the backup
     * @throws BackupUnusable if there is no backup, or it is seen to be bad
     * @throws Inconclusive if it cannot be opened
     */
    public Foresight foresee(ProtectedSystem system, RestoreRequest request) {
        var id = run.id() + "-" + serial.incrementAndGet();
        var restoration = new Restoration(id, system, request, Instant.now(), run.startedAt(), List.of());
        var order = order(restoration);
        return new Foresight(
                order,
                restoration.asOf(),
                order.selection().how(),
                platforms.of(system).examine(order));
    }

    /** Removes what a restoration made, and sees that it is gone; what cannot be removed turns the run red. */
    public void discard(Restoration restoration) {
        cleanup.discard(restoration);
    }

    /** Leaves the instance running, because a person asked for it. */
    public void keep(Restoration restoration) {
        cleanup.keep(restoration);
    }

    /** Removes what earlier runs left behind, whose JVM is gone. */
    public List<Swept> sweep() {
        return cleanup.sweep();
    }

    /**
     * The same, and removes what a person kept, too, whoever may be looking at it.
     *
     * @param systems whose kept instances are removed; all if it is empty
     */
    public List<Swept> sweepKept(Set<String> systems) {
        return cleanup.sweepKept(systems);
    }

    /**
     * Removes what runs whose ledger is lost left in the places of these systems, and whose time is over.
     *
     * @param dryRun whether it is only said
     * @throws Inconclusive if it cannot be told of one of them
     */
    public List<Swept> sweepExpired(Collection<ProtectedSystem> systems, boolean dryRun) {
        return cleanup.sweepExpired(systems, dryRun);
    }

    private void attempt(Restoration restoration) {
        try {
            var instance = steps(restoration);
            restoration.clock().leave("ok");
            restoration.succeeded(instance);
        } catch (ConfigurationMistake e) {
            gaveUp(restoration, e);
            throw e;
        } catch (BackupUnusable e) {
            gaveUp(restoration, e.of(restoration.headline()));
        } catch (Inconclusive e) {
            gaveUp(restoration, e.of(restoration.headline()));
        } catch (AssertionError e) {
            gaveUp(restoration, e);
        } catch (RuntimeException | LinkageError e) {
            gaveUp(restoration, new Inconclusive(restoration.headline() + ": " + e, e));
        }
    }

    private Instance steps(Restoration restoration) {
        var system = restoration.system();
        platforms.prepare(system, restoration.request().copy());
        restoration.clock().enter(Phase.SELECT);
        var order = order(restoration);
        restoration
                .journal()
                .note("as of " + restoration.asOf() + "; backup "
                        + order.backup().id() + ", " + order.selection().how() + "; target " + order.target());
        var instance = platforms.of(system).restore(order);
        order.enter(Phase.VERIFY);
        instance.verify(List.of());
        instance.inspect(restoration.depth());
        if (instance.readInPlace().isEmpty()) {
            for (var query : system.verify()) {
                new VerifyRule(query).check(instance, restoration.reporter());
            }
        }
        return instance;
    }

    /** Chooses the backup. */
    private Order order(Restoration restoration) {
        var system = restoration.system();
        var deadline = Deadline.in(system.deadline());
        var catalog = platforms.catalog(system, restoration.request().copy());
        system.asOf().or(catalog::asOf).ifPresent(restoration::assume);
        var selection = selector.select(
                restoration.request(), catalog, restoration.asOf(), () -> platforms.inventoryTarget(system));
        restoration.selected(selection);
        return new Order(run, restoration, selection, deadline, ledger, history, platforms.inventory(system));
    }

    private void gaveUp(Restoration restoration, Throwable failure) {
        var firstLine = failure.getMessage().lines().findFirst().orElse("");
        restoration.clock().leave(firstLine);
        restoration.journal().note(failure.getMessage());
        restoration.failed(failure);
        cleanup.discard(restoration);
    }
}

package dev.firedrill.junit;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The restorations of those who ask together, by their names; what belongs to them alone ends with them. */
final class Restorations implements AutoCloseable {
    private final RunSession session;
    private final SharedInstances shared;
    private final Map<String, HeldRestoration> held = new LinkedHashMap<>();
    private final List<HeldRestoration> own = new ArrayList<>();
    private Throwable obstacle;
    private int permits;

    /** @param shared gives the instances that a run shares */
    Restorations(RunSession session, SharedInstances shared) {
        this.session = session;
        this.shared = shared;
    }

    /** Restores all that is wanted. What stands in the way is kept, for each check to carry. */
    Restorations restore(Supplier<Wanted> wanted) {
        try {
            var all = wanted.get();
            if (all.permits() > 0) {
                session.permits().acquire(all.permits(), all.asker());
                permits = all.permits();
            }
            all.requests().forEach((name, request) -> held.put(name, restored(request)));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            obstacle = e;
        }
        return this;
    }

    private HeldRestoration restored(RestoreRequest request) {
        if (Wanted.isShared(request, session.run().configuration())) {
            return shared.get(key(request), () -> make(request));
        }
        var restoration = make(request);
        own.add(restoration);
        return restoration;
    }

    /** Where no backup can be chosen, those who ask for the same share the failure. */
    private String key(RestoreRequest request) {
        try {
            return session.path().resolvedKey(system(request), request);
        } catch (BackupUnusable | Inconclusive e) {
            return String.join("|", request.system(), request.copy(), request.at(), request.random());
        }
    }

    private HeldRestoration make(RestoreRequest request) {
        return new HeldRestoration(session.path().restore(system(request), request), session.path(), session.keep());
    }

    private ProtectedSystem system(RestoreRequest request) {
        return session.run().configuration().system(request.system(), request.asker());
    }

    /** Tells the outputs, on the check's own thread, that it looks at these. */
    void usedBy(String uniqueId) {
        session.uses(uniqueId, restorations());
        for (var restoration : restorations()) {
            session.run().listeners().forEach(listener -> listener.checkUses(restoration));
        }
    }

    /** Throws what kept them from being restored, so that each check carries it. */
    void orThrow() {
        if (obstacle instanceof Error error) {
            throw error;
        }
        if (obstacle != null) {
            throw (RuntimeException) obstacle;
        }
        held.values().forEach(HeldRestoration::orThrow);
    }

    private List<Restoration> restorations() {
        return held.values().stream().map(HeldRestoration::restoration).toList();
    }

    /** The restoration with that name; with no name, the one that has none, or the only one. */
    Optional<Restoration> named(String name) {
        var found = held.get(name);
        if (found == null && name.isEmpty() && held.size() == 1) {
            found = held.values().iterator().next();
        }
        return Optional.ofNullable(found).map(HeldRestoration::restoration);
    }

    List<String> names() {
        return List.copyOf(held.keySet());
    }

    void aCheckFailed() {
        held.values().forEach(HeldRestoration::aCheckFailed);
    }

    @Override
    public void close() {
        try {
            own.forEach(session::close);
        } finally {
            session.permits().release(permits);
        }
    }
}

package dev.firedrill.junit;

import dev.firedrill.config.InstanceScope;
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
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** The restorations of one class, by their names; what belongs to the class alone ends with it. */
final class ClassRestorations implements AutoCloseable {
    private final RestoreDeclaration declaration;
    private final RunSession session;
    private final Map<String, HeldRestoration> held = new LinkedHashMap<>();
    private final List<HeldRestoration> own = new ArrayList<>();
    private Throwable obstacle;
    private int permits;

    ClassRestorations(RestoreDeclaration declaration, RunSession session) {
        this.declaration = declaration;
        this.session = session;
    }

    /**
     * Restores all that the class asks for. What stands in the way is kept, for each check to carry.
     *
     * @param shared gives the instances that classes of a run share
     * @param outermost whether no class around it restores anything
     */
    ClassRestorations restore(SharedInstances shared, boolean outermost) {
        try {
            declaration.validated();
            if (outermost) {
                acquire();
            }
            for (var restore : declaration.restores()) {
                held.put(restore.as(), isShared(declaration, restore) ? shared(restore, shared) : alone(restore));
            }
        } catch (RuntimeException | LinkageError | AssertionError e) {
            obstacle = e;
        }
        return this;
    }

    /** For the class and for all that is nested in it at once: who waits while holding some can wait for ever. */
    private void acquire() {
        int wanted = instancesOf(declaration.scope());
        session.permits().acquire(wanted, declaration.scope());
        permits = wanted;
    }

    private int instancesOf(Class<?> type) {
        int here = RestoreDeclaration.of(type)
                .filter(found -> found.scope() == type)
                .map(found -> (int) found.restores().stream()
                        .filter(restore -> !isShared(found, restore))
                        .count())
                .orElse(0);
        var inside = ReflectionSupport.findNestedClasses(
                type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class));
        return here + inside.stream().mapToInt(this::instancesOf).sum();
    }

    private boolean isShared(RestoreDeclaration asking, Restore restore) {
        var system = session.run()
                .configuration()
                .system(restore.value(), "@Restore on " + asking.scope().getName());
        return system.instances() == InstanceScope.RUN && !restore.exclusive();
    }

    private HeldRestoration alone(Restore restore) {
        var restoration = make(restore);
        own.add(restoration);
        return restoration;
    }

    private HeldRestoration shared(Restore restore, SharedInstances shared) {
        var request = declaration.request(restore);
        return shared.get(key(system(request), request), () -> make(restore));
    }

    /** Where no backup can be chosen, those who ask for the same share the failure. */
    private String key(ProtectedSystem system, RestoreRequest request) {
        try {
            return session.path().resolvedKey(system, request);
        } catch (BackupUnusable | Inconclusive e) {
            return String.join("|", request.system(), request.copy(), request.at(), request.random());
        }
    }

    private HeldRestoration make(Restore restore) {
        var request = declaration.request(restore);
        return new HeldRestoration(session.path().restore(system(request), request), session.path(), session.keep());
    }

    private ProtectedSystem system(RestoreRequest request) {
        return session.run().configuration().system(request.system(), request.asker());
    }

    /** Throws what kept the class from being restored, so that each of its checks carries it. */
    void orThrow() {
        if (obstacle instanceof Error error) {
            throw error;
        }
        if (obstacle != null) {
            throw (RuntimeException) obstacle;
        }
        held.values().forEach(HeldRestoration::orThrow);
    }

    List<Restoration> restorations() {
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

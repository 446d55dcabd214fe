package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.InstanceScope;
import dev.firedrill.restore.Restoration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The restorations of one class, by their names; what belongs to the class alone ends with it. */
final class ClassRestorations implements AutoCloseable {
    private final RestoreDeclaration declaration;
    private final RunSession session;
    private final Map<String, HeldRestoration> held = new LinkedHashMap<>();
    private final List<HeldRestoration> own = new ArrayList<>();
    private ConfigurationMistake mistake;
    private int permits;

    ClassRestorations(RestoreDeclaration declaration, RunSession session) {
        this.declaration = declaration;
        this.session = session;
    }

    /**
     * Restores all that the class asks for.
     *
     * @param shared gives the instances that classes of a run share, made by the given function if there is none yet
     */
    ClassRestorations restore(SharedInstances shared) {
        try {
            declaration.validated();
            var alone =
                    declaration.restores().stream().filter(it -> !isShared(it)).count();
            session.permits().acquire((int) alone, declaration.scope());
            permits = (int) alone;
            for (var restore : declaration.restores()) {
                held.put(restore.as(), isShared(restore) ? shared(restore, shared) : alone(restore));
            }
        } catch (ConfigurationMistake e) {
            mistake = e;
        }
        return this;
    }

    private boolean isShared(Restore restore) {
        var system = session.run()
                .configuration()
                .system(restore.value(), "@Restore on " + declaration.scope().getName());
        return system.instances() == InstanceScope.RUN && !restore.exclusive();
    }

    private HeldRestoration alone(Restore restore) {
        var restoration = make(restore);
        own.add(restoration);
        return restoration;
    }

    private HeldRestoration shared(Restore restore, SharedInstances shared) {
        var request = declaration.request(restore);
        var system = session.run().configuration().system(restore.value(), request.asker());
        return shared.get(session.path().resolvedKey(system, request), () -> make(restore));
    }

    private HeldRestoration make(Restore restore) {
        var request = declaration.request(restore);
        var system = session.run().configuration().system(restore.value(), request.asker());
        return new HeldRestoration(session.path().restore(system, request), session.path(), session.keep());
    }

    /** Throws what kept the class from being restored, so that each of its checks carries it. */
    void orThrow() {
        if (mistake != null) {
            throw mistake;
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
        own.forEach(HeldRestoration::close);
        session.permits().release(permits);
    }
}

package dev.firedrill.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Instances that classes of a run share; they end with the run's execution, before anything is reported. */
final class SharedInstances implements AutoCloseable {
    private final RunSession session;
    private final Map<String, HeldRestoration> held = new LinkedHashMap<>();

    SharedInstances(RunSession session) {
        this.session = session;
    }

    /** The one for that key; the first to ask makes it, the others wait. */
    synchronized HeldRestoration get(String key, Supplier<HeldRestoration> made) {
        var found = held.get(key);
        if (found == null) {
            found = made.get();
            held.put(key, found);
        }
        return found;
    }

    @Override
    public synchronized void close() {
        held.values().forEach(session::close);
    }
}

package dev.firedrill.junit;

import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.store.Namespace;

/**
 * What built-in checks share: the run, the instances that Jupiter's checks share with them, and their own restoration.
 *
 * @param restorations of the restore whose checks run; null outside of one
 */
record BuiltInContext(RunSession session, SharedInstances shared, Restorations restorations)
        implements EngineExecutionContext {
    /** Where the {@link RestoreExtension} keeps the same things. */
    private static final Namespace NAMESPACE = Namespace.create(RestoreExtension.NAMESPACE.getParts());

    static BuiltInContext of(ExecutionRequest request) {
        var store = request.getStore();
        var session = store.getParent()
                .orElse(store)
                .getOrComputeIfAbsent(
                        NAMESPACE,
                        RunSession.class,
                        type -> RunSession.open(BuiltInEngine.parameters(request.getConfigurationParameters())),
                        RunSession.class);
        var shared = store.getOrComputeIfAbsent(
                NAMESPACE, SharedInstances.class, type -> new SharedInstances(session), SharedInstances.class);
        return new BuiltInContext(session, shared, null);
    }

    BuiltInContext with(Restorations restored) {
        return new BuiltInContext(session, shared, restored);
    }
}

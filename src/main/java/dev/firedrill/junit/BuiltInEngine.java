package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.config.PrefixedConfigurationParameters;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.ForkJoinPoolHierarchicalTestExecutorService;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestExecutorService;

/**
 * Runs the {@link BuiltInChecks}. It is an engine beside Jupiter's, because what Jupiter makes from a template or a
 * factory is named by its position and has no tags of its own: a system more would give all that follow another identity
 * and history, one that is lost would be missed by nobody, and {@code monthly & !weekly} could not select among them.
 */
public final class BuiltInEngine extends HierarchicalTestEngine<BuiltInContext> {
    static final String ID = "firedrill";
    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    private static final EngineDiscoveryRequestResolver<TestDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<TestDescriptor>builder()
                    .addClassContainerSelectorResolver(BuiltInEngine::runs)
                    .addSelectorResolver(context -> new BuiltInResolver(
                            () -> configuration(context.getDiscoveryRequest().getConfigurationParameters())))
                    .build();

    /** Whether the checks of firedrill.yaml run in that class. */
    static boolean runs(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, BuiltInChecks.class);
    }

    private static Configuration configuration(ConfigurationParameters parameters) {
        return parameters(parameters).configuration();
    }

    static RunParameters parameters(ConfigurationParameters parameters) {
        return new RunParameters(name -> parameters.get(name).orElse(""));
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
        var root = new EngineDescriptor(id, "Firedrill");
        RESOLVER.resolve(request, root);
        return root;
    }

    @Override
    protected BuiltInContext createExecutionContext(ExecutionRequest request) {
        return BuiltInContext.of(request);
    }

    /** Side by side if Jupiter's classes run so, and as many. */
    @Override
    protected HierarchicalTestExecutorService createExecutorService(ExecutionRequest request) {
        var parameters = request.getConfigurationParameters();
        return parameters.getBoolean(PARALLEL + "enabled").orElse(false)
                ? new ForkJoinPoolHierarchicalTestExecutorService(
                        new PrefixedConfigurationParameters(parameters, PARALLEL + "config."))
                : super.createExecutorService(request);
    }
}

package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds the built-in checks of a class: all that firedrill.yaml asks for, whatever is to run; tags select among them. */
final class BuiltInResolver implements SelectorResolver {
    private final Supplier<Configuration> configuration;

    /** @param configuration is read only where there is a class of built-in checks */
    BuiltInResolver(Supplier<Configuration> configuration) {
        this.configuration = configuration;
    }

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        var type = selector.getJavaClass();
        if (!BuiltInEngine.runs(type)) {
            return Resolution.unresolved();
        }
        return context.addToParent(parent -> Optional.of(checks(parent, type)))
                .map(found -> Resolution.match(Match.exact(found)))
                .orElse(Resolution.unresolved());
    }

    private TestDescriptor checks(TestDescriptor parent, Class<?> type) {
        var id = parent.getUniqueId().append("class", type.getName());
        var checks = new ClassNode(id, type);
        checks.addChild(new CoverageNode(id.append("check", "coverage"), type));
        for (var system : configuration.get().systems().values()) {
            for (var restore : system.restores()) {
                checks.addChild(restore(checks, system, restore));
            }
        }
        return checks;
    }

    private static RestoreNode restore(ClassNode parent, ProtectedSystem system, ListedRestore restore) {
        var id = RestoreNode.id(parent.getUniqueId(), system, restore);
        var node = new RestoreNode(id, parent.type(), system, restore);
        for (var check : RestoreChecks.of(system, restore)) {
            node.addChild(new CheckNode(id, parent.type(), system, restore, check));
        }
        return node;
    }
}

package dev.firedrill.junit;

import dev.firedrill.backup.Backup;
import dev.firedrill.kafka.KafkaInstance;
import dev.firedrill.kafka.inventory.KafkaInventory;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.postgres.inventory.Inventory;
import dev.firedrill.redis.RedisInstance;
import dev.firedrill.redis.inventory.RedisInventory;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.verdict.Inconclusive;
import java.util.Optional;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Restores once for each class; a failed restore is thrown at each check, because thrown once for the class it would hide
 * how many checks were not made.
 */
final class RestoreExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver, InvocationInterceptor {
    /** Marks, for the classes inside, that a class around them holds the permits for them all. */
    private static final String INNER = "inner";

    static final Namespace NAMESPACE = Namespace.create("dev.firedrill");

    @Override
    public void beforeAll(ExtensionContext context) {
        RestoreDeclaration.of(context.getRequiredTestClass()).ifPresent(declaration -> {
            var session = session(context);
            var shared = context.getStore(StoreScope.EXECUTION_REQUEST, NAMESPACE)
                    .getOrComputeIfAbsent(
                            SharedInstances.class, type -> new SharedInstances(session), SharedInstances.class);
            var store = context.getStore(NAMESPACE);
            boolean outermost = store.get(INNER) == null;
            store.getOrComputeIfAbsent(
                    declaration.scope(),
                    scope -> new Restorations(session, shared)
                            .restore(() -> Wanted.by(declaration, session.run().configuration(), outermost)),
                    Restorations.class);
            store.put(INNER, true);
        });
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        restorations(context).ifPresent(restorations -> {
            restorations.usedBy(context.getUniqueId());
            if (!isFactory(context)) {
                restorations.orThrow();
            }
        });
    }

    /** A factory makes its tests also where the restore failed: each of them carries that, and the totals stay true. */
    private static boolean isFactory(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), TestFactory.class);
    }

    /** What comes before and after each test comes before and after a factory once: here it comes for each of its tests. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        var restorations = restorations(ofFactory(context));
        if (test.getExecutable() instanceof RuleTests.RuleTest rule) {
            session(context).identify(context.getUniqueId(), ofFactory(context), rule.identity());
        }
        restorations.ifPresent(all -> all.usedBy(context.getUniqueId()));
        try {
            restorations.ifPresent(Restorations::orThrow);
        } catch (RuntimeException | Error e) {
            invocation.skip();
            throw e;
        }
        try {
            invocation.proceed();
        } catch (Throwable e) {
            restorations.ifPresent(Restorations::aCheckFailed);
            throw e;
        }
    }

    /** What a factory makes, however deep in containers, has no class of its own. */
    private static ExtensionContext ofFactory(ExtensionContext context) {
        return context.getTestClass().isPresent()
                ? context
                : ofFactory(context.getParent().orElseThrow());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            restorations(context).ifPresent(Restorations::aCheckFailed);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == Restoration.class
                || type == Backup.class
                || type == RuleTests.class
                || type == Inventory.class
                || type == KafkaInventory.class
                || type == RedisInventory.class
                || Instance.class.isAssignableFrom(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var name = parameter.findAnnotation(Restored.class).map(Restored::value).orElse("");
        var restorations = restorations(context)
                .orElseThrow(() -> new ParameterResolutionException(
                        parameter.getParameter() + ": no @Restore on " + context.getRequiredTestClass()));
        if (parameter.getParameter().getType() == RuleTests.class) {
            return new RuleTests(restorations, name);
        }
        restorations.orThrow();
        var restoration = restorations
                .named(name)
                .orElseThrow(() -> new ParameterResolutionException(
                        "%s: there is no restoration [%s]; there are %s%n  Remedy: qualify it with @Restored(\"...\")"
                                .formatted(parameter.getParameter(), name, restorations.names())));
        var type = parameter.getParameter().getType();
        if (type == KafkaInventory.class) {
            return ((KafkaInstance) value(KafkaInstance.class, restoration)).inventory();
        }
        if (type == RedisInventory.class) {
            return ((RedisInstance) value(RedisInstance.class, restoration)).inventory();
        }
        return type == Inventory.class
                ? ((PostgresInstance) value(PostgresInstance.class, restoration)).inventory()
                : value(type, restoration);
    }

    private static Object value(Class<?> type, Restoration restoration) {
        if (type == Restoration.class) {
            return restoration;
        }
        if (type == Backup.class) {
            return restoration.backup().orElseThrow();
        }
        var instance = restoration
                .instance()
                .orElseThrow(() -> new Inconclusive(restoration.headline() + ": there is no instance"));
        if (!type.isInstance(instance)) {
            throw new ParameterResolutionException("system [%s] restores to %s, not to %s"
                    .formatted(restoration.system().name(), instance.getClass().getSimpleName(), type.getSimpleName()));
        }
        return instance;
    }

    private static Optional<Restorations> restorations(ExtensionContext context) {
        return RestoreDeclaration.of(context.getRequiredTestClass())
                .map(declaration -> context.getStore(NAMESPACE).get(declaration.scope(), Restorations.class));
    }

    private static RunSession session(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(
                        RunSession.class,
                        type -> RunSession.open(new RunParameters(
                                name -> context.getConfigurationParameter(name).orElse(""))),
                        RunSession.class);
    }
}

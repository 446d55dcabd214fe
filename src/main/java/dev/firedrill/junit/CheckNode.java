package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.kafka.LogDirsCatalog;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.redis.RdbCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** One check of a restore. If the restore failed, it carries that failure, as each check of a class does. */
final class CheckNode extends AbstractTestDescriptor implements Node<BuiltInContext> {
    /** The week of the calendar, and what tells them from the rest of it. */
    private static final List<String> APPLICATION = List.of("application", "application-state");

    /** What the calendar of suites calls the checks of an engine. */
    private static final Map<String, List<String>> FOCUS = Map.of(
            "postgresql",
            List.of("database"),
            ObjectsCatalog.ENGINE,
            List.of("integrity"),
            RdbCatalog.ENGINE,
            APPLICATION,
            LogDirsCatalog.ENGINE,
            APPLICATION);

    private final BuiltInCheck check;
    private final Set<TestTag> tags = new LinkedHashSet<>();

    CheckNode(UniqueId parent, Class<?> type, ProtectedSystem system, ListedRestore restore, BuiltInCheck check) {
        super(
                parent.append("check", check.id()),
                system.name() + " · " + restore.name() + " · " + check.title(),
                ClassSource.from(type));
        this.check = check;
        check.cadences().forEach(cadence -> tags.add(TestTag.create(cadence)));
        FOCUS.getOrDefault(system.engine(), List.of()).forEach(focus -> tags.add(TestTag.create(focus)));
    }

    @Override
    public Set<TestTag> getTags() {
        return Set.copyOf(tags);
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    /** One after the other, as the methods of a class: two queries at once would only slow each other. */
    @Override
    public ExecutionMode getExecutionMode() {
        return ExecutionMode.SAME_THREAD;
    }

    @Override
    public BuiltInContext execute(BuiltInContext context, DynamicTestExecutor none) {
        var restorations = context.restorations();
        restorations.usedBy(getUniqueId().toString());
        try {
            restorations.orThrow();
            check.body().accept(restorations.named("").orElseThrow());
        } catch (RuntimeException | Error e) {
            restorations.aCheckFailed();
            throw e;
        }
        return context;
    }
}

package dev.firedrill.junit;

import dev.firedrill.verdict.Inconclusive;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * The daily check that no system is forgotten. One that nobody looks at is INCONCLUSIVE and not FAIL: its backups may be
 * good or bad, nobody knows.
 */
final class CoverageNode extends AbstractTestDescriptor implements Node<BuiltInContext> {
    private final Class<?> type;

    CoverageNode(UniqueId id, Class<?> type) {
        super(id, "every system is covered", ClassSource.from(type));
        this.type = type;
    }

    @Override
    public Set<TestTag> getTags() {
        return Set.of(TestTag.create("daily"));
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public BuiltInContext execute(BuiltInContext context, DynamicTestExecutor none) {
        var configuration = context.session().run().configuration();
        var uncovered = Coverage.uncovered(configuration, CheckPlan.around(type));
        if (!uncovered.isEmpty()) {
            var places = uncovered.stream()
                    .map(name -> "  " + name + ", "
                            + configuration.systems().get(name).place())
                    .collect(Collectors.joining("\n"));
            throw new Inconclusive("expecting every system to be restored and looked at by some check of some suite"
                    + "\nbut nothing is known of the backups of " + String.join(", ", uncovered) + "\n" + places
                    + "\nRemedy: list restores: {weekly: [latest]} there, or write a check with @Restore, or put it out"
                    + " of scope: {outOfScope: REASON, owner: WHO, until: DATE}");
        }
        return context;
    }
}

package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ListedRestore;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.RestoreRequest;
import java.util.Optional;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** One restore that a system lists: restored before its first check, discarded after its last. */
final class RestoreNode extends AbstractTestDescriptor implements Node<BuiltInContext> {
    private static final String SYSTEM = "system";
    private static final String RESTORE = "restore";

    private final Class<?> type;
    private final RestoreRequest request;

    RestoreNode(UniqueId id, Class<?> type, ProtectedSystem system, ListedRestore restore) {
        super(id, system.name() + " · " + restore.name());
        this.type = type;
        this.request = RestoreRequest.of(system, restore);
    }

    /** The same in every run, whatever else is listed. */
    static UniqueId id(UniqueId parent, ProtectedSystem system, ListedRestore restore) {
        return parent.append(SYSTEM, system.name()).append(RESTORE, restore.name());
    }

    /** What the check with that id restores; nothing if it is no built-in check, or one that restores nothing. */
    static Optional<RestoreRequest> requestOf(String uniqueId, Configuration configuration) {
        var segments = UniqueId.parse(uniqueId);
        if (!segments.getEngineId().filter(BuiltInEngine.ID::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.ofNullable(configuration.systems().get(value(segments, SYSTEM)))
                .flatMap(system -> system.restores().stream()
                        .filter(restore -> restore.name().equals(value(segments, RESTORE)))
                        .map(restore -> RestoreRequest.of(system, restore))
                        .findFirst());
    }

    private static String value(UniqueId id, String type) {
        return id.getSegments().stream()
                .filter(segment -> segment.getType().equals(type))
                .map(UniqueId.Segment::getValue)
                .findFirst()
                .orElse("");
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public ExecutionMode getExecutionMode() {
        return ExecutionMode.CONCURRENT;
    }

    @Override
    public BuiltInContext before(BuiltInContext context) {
        var configuration = context.session().run().configuration();
        return context.with(new Restorations(context.session(), context.shared())
                .restore(() -> Wanted.one(type, request, configuration)));
    }

    @Override
    public void after(BuiltInContext context) {
        context.restorations().close();
    }
}

package dev.firedrill.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** The class that built-in checks run in. */
final class ClassNode extends AbstractTestDescriptor implements Node<BuiltInContext> {
    private final Class<?> type;

    ClassNode(UniqueId id, Class<?> type) {
        super(id, type.getSimpleName(), ClassSource.from(type));
        this.type = type;
    }

    Class<?> type() {
        return type;
    }

    @Override
    public String getLegacyReportingName() {
        return type.getName();
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}

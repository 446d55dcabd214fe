package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.restore.RestoreRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What the nearest class that declares any {@code @Restore} asks for.
 *
 * @param scope the test class whose instance it is: itself, or the enclosing class that it comes from
 */
record RestoreDeclaration(Class<?> scope, List<Restore> restores) {

    static Optional<RestoreDeclaration> of(Class<?> testClass) {
        for (Class<?> scope = testClass; scope != null; scope = scope.getEnclosingClass()) {
            for (Class<?> type = scope; type != null; type = type.getSuperclass()) {
                var declared = AnnotationSupport.findRepeatableAnnotations(type, Restore.class);
                if (!declared.isEmpty()) {
                    return Optional.of(new RestoreDeclaration(scope, declared));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Sees that each restoration can be told from the others.
     *
     * @throws ConfigurationMistake if two have the same name
     */
    RestoreDeclaration validated() {
        var names = new HashSet<String>();
        for (var restore : restores) {
            if (!names.add(restore.as())) {
                throw new ConfigurationMistake(
                        scope.getName(),
                        "declares two @Restore "
                                + (restore.as().isEmpty() ? "without as" : "as [" + restore.as() + "]"),
                        "give one of them a name: @Restore(value = \"" + restore.value() + "\", as = \"other\")");
            }
        }
        return this;
    }

    private Optional<Depth> depth(Restore restore) {
        var depth = Depth.named(restore.depth());
        if (depth.isEmpty() && !restore.depth().isEmpty()) {
            throw new ConfigurationMistake(
                    "@Restore on " + scope.getName(),
                    "depth = \"" + restore.depth() + "\" is unknown",
                    "write files, pages, structure or content");
        }
        return depth;
    }

    RestoreRequest request(Restore restore) {
        return new RestoreRequest(
                restore.value(),
                restore.at(),
                restore.copy(),
                restore.random(),
                restore.exclusive(),
                depth(restore),
                "@Restore on " + scope.getName());
    }
}

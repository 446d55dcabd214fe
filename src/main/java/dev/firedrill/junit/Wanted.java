package dev.firedrill.junit;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.InstanceScope;
import dev.firedrill.restore.RestoreRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What somebody wants restored.
 *
 * @param asker the class of checks that asks
 * @param permits how many instances of its own it needs at once; 0 where a class around it has taken them
 * @param requests by the names that the checks know them by
 */
record Wanted(Class<?> asker, int permits, Map<String, RestoreRequest> requests) {

    /** @param outermost whether no class around it restores anything */
    static Wanted by(RestoreDeclaration declaration, Configuration configuration, boolean outermost) {
        var requests = new LinkedHashMap<String, RestoreRequest>();
        for (var restore : declaration.validated().restores()) {
            requests.put(restore.as(), declaration.request(restore));
        }
        int permits = outermost ? instancesOf(declaration.scope(), configuration) : 0;
        return new Wanted(declaration.scope(), permits, requests);
    }

    /** One restore, for an entry of {@code restores:}. */
    static Wanted one(Class<?> asker, RestoreRequest request, Configuration configuration) {
        return new Wanted(asker, isShared(request, configuration) ? 0 : 1, Map.of("", request));
    }

    /** Of the class and of all that is nested in it: who waits while holding some can wait for ever. */
    private static int instancesOf(Class<?> type, Configuration configuration) {
        int here = RestoreDeclaration.of(type)
                .filter(found -> found.scope() == type)
                .map(found -> (int) found.restores().stream()
                        .filter(restore -> !isShared(found.request(restore), configuration))
                        .count())
                .orElse(0);
        var inside = ReflectionSupport.findNestedClasses(
                type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class));
        return here
                + inside.stream()
                        .mapToInt(nested -> instancesOf(nested, configuration))
                        .sum();
    }

    /** Whether the run has one instance for all who ask for the same and only read. */
    static boolean isShared(RestoreRequest request, Configuration configuration) {
        var system = configuration.system(request.system(), request.asker());
        return system.instances() == InstanceScope.RUN && !request.writable();
    }
}

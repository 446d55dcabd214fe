package dev.firedrill.junit;

import dev.firedrill.config.ListedRestore;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The checks that a run must make, found apart from the run, so that a check which never ran is missed. */
final class CheckPlan {
    /** How classes of checks are named. */
    static final String CLASS_NAMES = ".*Check";

    private final Path root;

    /** @param root the directory of compiled checks */
    CheckPlan(Path root) {
        this.root = root;
    }

    /** The plan of the checks that lie where that class does. */
    static CheckPlan around(Class<?> type) {
        try {
            return new CheckPlan(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unique ids of the checks that the expression selects. */
    Set<String> selected(String groups) {
        return tests(discover(Optional.of(groups)))
                .map(TestIdentifier::getUniqueId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Classes of the checks that the expression selects. */
    Set<Class<?>> selectedClasses(String groups) {
        return classes(discover(Optional.of(groups)));
    }

    /** Classes of the checks that some suite runs. */
    Set<Class<?>> scheduledClasses() {
        // Built-in checks are left out: they are no class's, and to find them the configuration would be read again.
        return classes(discover(
                Optional.of(String.join("|", ListedRestore.CADENCES)), EngineFilter.excludeEngines(BuiltInEngine.ID)));
    }

    /** Outermost classes that have a check in them. */
    Set<Class<?>> classesWithChecks() {
        return classes(discover(Optional.empty())).stream()
                .map(CheckPlan::outermost)
                .collect(Collectors.toSet());
    }

    /** The classes that built-in checks run in. */
    List<Class<?>> builtInClasses() {
        return classes(name -> name.endsWith("Check"))
                .filter(BuiltInEngine::runs)
                .toList();
    }

    /** Classes with such names that are not abstract, whether they have checks in them or not. */
    Stream<Class<?>> classes(Predicate<String> names) {
        return ReflectionSupport.streamAllClassesInClasspathRoot(
                root.toUri(), type -> !Modifier.isAbstract(type.getModifiers()), names);
    }

    /** Tags that some check has. */
    Set<String> tags() {
        return tests(discover(Optional.empty()))
                .flatMap(test -> test.getTags().stream())
                .map(TestTag::getName)
                .collect(Collectors.toSet());
    }

    private TestPlan discover(Optional<String> groups, Filter<?>... more) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(root)))
                .filters(ClassNameFilter.includeClassNamePatterns(CLASS_NAMES))
                .filters(more);
        groups.ifPresent(expression -> request.filters(TagFilter.includeTags(List.of(expression.split(",")))));
        var config = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .build();
        return LauncherFactory.create(config).discover(request.build());
    }

    private static Stream<TestIdentifier> tests(TestPlan plan) {
        return plan.getRoots().stream()
                .flatMap(engine -> plan.getDescendants(engine).stream())
                .filter(test -> test.isTest() || isFactory(test));
    }

    /** A factory of dynamic tests is a container until it runs. */
    private static boolean isFactory(TestIdentifier identifier) {
        return identifier.isContainer()
                && identifier.getSource().filter(MethodSource.class::isInstance).isPresent();
    }

    private static Set<Class<?>> classes(TestPlan plan) {
        return tests(plan)
                .flatMap(test -> declaringClass(test).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<Class<?>> declaringClass(TestIdentifier test) {
        return test.getSource().map(source -> {
            if (source instanceof MethodSource method) {
                return method.getJavaClass();
            }
            return source instanceof ClassSource type ? type.getJavaClass() : null;
        });
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }
}

package dev.firedrill.junit;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ListedRestore;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

/**
 * The checks that a run must make, found apart from the run, so that a check which never ran is missed.
 *
 * <p>Surefire itself passes an unknown tag in silence: {@code monthly | dialy} would run the monthly checks only.
 */
final class CheckPlan {
    /** How classes of checks are named. */
    static final String CLASS_NAMES = ".*Check";

    private static final Pattern TAG = Pattern.compile("[^\\s,()&|!]+(\\(\\))?");
    private static final Set<String> OPERANDS = Set.of("any()", "none()");
    /** Cadences and focuses of the calendar are known even while no check has them. */
    private static final List<String> CALENDAR = List.of(
            "daily",
            "weekly",
            "monthly",
            "quarterly",
            "database",
            "application",
            "infrastructure",
            "integration",
            "integrity",
            "drill");

    private final Path root;

    /** @param root the directory of compiled checks */
    CheckPlan(Path root) {
        this.root = root;
    }

    /** Unique ids of the checks that the expression selects. */
    Set<String> selected(String groups) {
        return tests(discover(Optional.of(groups)))
                .map(TestIdentifier::getUniqueId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Classes of the checks that the expression selects. */
    Set<Class<?>> selectedClasses(String groups) {
        return tests(discover(Optional.of(groups)))
                .flatMap(test -> declaringClass(test).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
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

    /** Classes of the checks that some suite runs. */
    Set<Class<?>> scheduledClasses() {
        // Built-in checks are left out: they are no class's, and to find them the configuration would be read again.
        return tests(discover(
                        Optional.of(String.join("|", ListedRestore.CADENCES)),
                        EngineFilter.excludeEngines(BuiltInEngine.ID)))
                .flatMap(test -> declaringClass(test).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The classes that built-in checks run in. */
    List<Class<?>> builtInClasses() {
        return ReflectionSupport.findAllClassesInClasspathRoot(
                root.toUri(), BuiltInEngine::runs, name -> name.endsWith("Check"));
    }

    /**
     * Sees that the expression names only tags that some check has, that it selects some, and that every class of checks
     * has a check in it.
     *
     * @throws ConfigurationMistake if not
     */
    void validate(String groups) {
        var all = discover(Optional.empty());
        requireChecksInEveryClass(all);
        requireNamesOfChecks();
        var known = tests(all)
                .flatMap(test -> test.getTags().stream())
                .map(TestTag::getName)
                .collect(Collectors.toCollection(() -> new TreeSet<>(CALENDAR)));
        var unknown = TAG.matcher(groups)
                .results()
                .map(result -> result.group())
                .filter(tag -> !OPERANDS.contains(tag) && !known.contains(tag))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ConfigurationMistake(
                    "-Dgroups=" + groups,
                    "unknown tag " + unknown + "; known tags are " + known,
                    "correct the expression, for example -Dgroups=\"monthly & database\"");
        }
        if (selected(groups).isEmpty()) {
            throw new ConfigurationMistake(
                    "-Dgroups=" + groups,
                    "selects no check at all",
                    "combine tags that some check has together; known are " + known);
        }
    }

    private void requireChecksInEveryClass(TestPlan all) {
        var withChecks = tests(all)
                .flatMap(test -> declaringClass(test).stream())
                .map(CheckPlan::outermost)
                .collect(Collectors.toSet());
        var idle = ReflectionSupport.streamAllClassesInClasspathRoot(
                        root.toUri(), type -> !Modifier.isAbstract(type.getModifiers()), name -> name.endsWith("Check"))
                .filter(type -> type.getEnclosingClass() == null && !withChecks.contains(type))
                .map(Class::getName)
                .sorted()
                .toList();
        if (!idle.isEmpty()) {
            throw new ConfigurationMistake(
                    String.join(", ", idle),
                    "is a class of checks in which no check would ever run",
                    "give it a @Test method that is not private, or another name than *Check");
        }
    }

    /** A class that restores but is not named as checks are would never run, and nobody would miss it. */
    private void requireNamesOfChecks() {
        var misnamed = ReflectionSupport.streamAllClassesInClasspathRoot(
                        root.toUri(),
                        type -> !Modifier.isAbstract(type.getModifiers()),
                        name -> !name.endsWith("Check") && !name.contains("$"))
                .filter(type -> RestoreDeclaration.of(type).isPresent() || BuiltInEngine.runs(type))
                .map(Class::getName)
                .sorted()
                .toList();
        if (!misnamed.isEmpty()) {
            throw new ConfigurationMistake(
                    String.join(", ", misnamed),
                    "asks for a restore, but its name does not end with Check, so that it would never run",
                    "rename it to " + misnamed.get(0) + "Check");
        }
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

    private static java.util.stream.Stream<TestIdentifier> tests(TestPlan plan) {
        return plan.getRoots().stream()
                .flatMap(engine -> plan.getDescendants(engine).stream())
                .filter(test -> test.isTest() || isFactory(test));
    }

    /** A factory of dynamic tests is a container until it runs. */
    private static boolean isFactory(TestIdentifier identifier) {
        return identifier.isContainer()
                && identifier.getSource().filter(MethodSource.class::isInstance).isPresent();
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

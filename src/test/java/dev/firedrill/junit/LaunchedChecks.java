package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.firedrill.restore.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Checks run in this JVM, by all engines as surefire's launcher has them, without the listeners that write reports. */
final class LaunchedChecks {
    private static final LauncherConfig BARE = LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .build();

    private final Map<String, TestExecutionResult> results = new LinkedHashMap<>();
    private Run run;

    /** Runs the checks of these classes that the expression selects. */
    static LaunchedChecks run(Path configuration, String tags, Map<String, String> parameters, Class<?>... classes) {
        var launched = new LaunchedChecks();
        try (var session = LauncherFactory.openSession(BARE)) {
            session.getLauncher().execute(request(configuration, tags, parameters, classes), launched.new Listener());
            var store = Namespace.create(RestoreExtension.NAMESPACE.getParts());
            var made = session.getStore().get(store, RunSession.class, RunSession.class);
            assertThat(made).as("a run; red are %s", launched.red()).isNotNull();
            launched.run = made.run();
        }
        return launched;
    }

    /** Finds them only: names in the order of running, by unique ids. */
    static Map<String, String> discovered(Path configuration, String tags, Class<?>... classes) {
        var plan = LauncherFactory.create(BARE).discover(request(configuration, tags, Map.of(), classes));
        var found = new LinkedHashMap<String, String>();
        plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .filter(TestIdentifier::isTest)
                .forEach(test -> found.put(test.getUniqueId(), test.getDisplayName()));
        return found;
    }

    private static LauncherDiscoveryRequest request(
            Path configuration, String tags, Map<String, String> parameters, Class<?>... classes) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes).map(type -> selectClass(type)).toList())
                .filters(TagFilter.includeTags(tags))
                .configurationParameter(RunParameters.CONFIG, configuration.toString())
                .enableImplicitConfigurationParameters(false)
                .configurationParameters(parameters)
                .build();
    }

    private final class Listener implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getThrowable().isPresent()) {
                synchronized (results) {
                    results.put(test.getDisplayName(), result);
                }
            }
        }
    }

    Run run() {
        return run;
    }

    /** Display names of the checks, in the order in which they ended. */
    List<String> names() {
        return new ArrayList<>(results.keySet());
    }

    /** What that check threw; null if it passed. */
    Throwable thrownBy(String name) {
        assertThat(results).containsKey(name);
        return results.get(name).getThrowable().orElse(null);
    }

    /** What all that are red threw, by their names. */
    Map<String, Throwable> red() {
        var red = new LinkedHashMap<String, Throwable>();
        results.forEach((name, result) -> result.getThrowable().ifPresent(thrown -> red.put(name, thrown)));
        return red;
    }
}

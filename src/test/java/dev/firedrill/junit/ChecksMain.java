package dev.firedrill.junit;

import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs checks as surefire does, in a JVM of its own; ends with exit code 1 when the session's end says that it is red. */
final class ChecksMain {
    private ChecksMain() {}

    public static void main(String[] arguments) {
        try (var session = LauncherFactory.openSession()) {
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClasspathRoots(
                            Set.of(Path.of(System.getProperty(Preflight.CHECKS)))))
                    .filters(
                            ClassNameFilter.includeClassNamePatterns(CheckPlan.CLASS_NAMES),
                            TagFilter.includeTags(System.getProperty(RunParameters.GROUPS)));
            session.getLauncher().execute(request.build());
        }
    }
}

package dev.firedrill.benchmarks;

import dev.firedrill.junit.Restore;
import dev.firedrill.postgres.PostgresInstance;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * How long two classes wait for their instance, from the start of the class to the start of its first check, when they
 * share one and when each has its own. {@code benchmarks/shared-instance.sh} runs it.
 */
public final class SharedInstanceBenchmark {
    private static final Map<Class<?>, Long> CHECKED = new ConcurrentHashMap<>();

    private SharedInstanceBenchmark() {}

    /** Notes when its check began. */
    abstract static class Reader {
        @Test
        void the_instance_answers(PostgresInstance shop) {
            CHECKED.put(getClass(), System.nanoTime());
            shop.assertThat().table("products").isNotEmpty();
        }
    }

    @Restore("shop")
    static class First extends Reader {}

    @Restore("shop")
    static class Second extends Reader {}

    public static void main(String[] arguments) throws Exception {
        var shop = BenchmarkShop.wanted();
        System.setProperty(
                "allure.results.directory",
                shop.place().resolve("allure-results").toString());
        int rounds = Integer.getInteger("benchmark.pairs", 5);
        var first = new Series("first class waits for its restore");
        var shared = new Series("second class, instances: run");
        var own = new Series("second class, instances: class");
        for (int round = 1; round <= rounds; round++) {
            var together = waits(shop, "run");
            first.add(together.get(First.class));
            shared.add(together.get(Second.class));
            own.add(waits(shop, "class").get(Second.class));
        }
        System.out.printf(
                Locale.ROOT,
                "%s%n%s%n%s%nratio of the second to the first %.4f (goal: under 0.05)%n",
                first,
                shared,
                own,
                shared.ratioTo(first));
    }

    private static Map<Class<?>, Double> waits(BenchmarkShop shop, String instances) throws Exception {
        CHECKED.clear();
        var watch = new ClassWatch();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(First.class), DiscoverySelectors.selectClass(Second.class))
                .configurationParameter(
                        "firedrill.config",
                        shop.configurationFile("instances: " + instances).toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
        try (var session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request.build(), watch);
        }
        return watch.waits();
    }

    private static final class ClassWatch implements TestExecutionListener {
        private final Map<Class<?>, Long> begun = new ConcurrentHashMap<>();

        @Override
        public void executionStarted(TestIdentifier identifier) {
            identifier
                    .getSource()
                    .filter(ClassSource.class::isInstance)
                    .ifPresent(source -> begun.put(((ClassSource) source).getJavaClass(), System.nanoTime()));
        }

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            result.getThrowable().ifPresent(failure -> {
                throw new AssertionError("nothing was measured: " + identifier.getDisplayName(), failure);
            });
        }

        Map<Class<?>, Double> waits() {
            return Map.of(First.class, wait(First.class), Second.class, wait(Second.class));
        }

        private double wait(Class<?> type) {
            if (!CHECKED.containsKey(type)) {
                throw new IllegalStateException("nothing was measured: the check of " + type + " never began");
            }
            return (CHECKED.get(type) - begun.get(type)) / 1e9;
        }
    }
}

package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.firedrill.backup.Backup;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.PracticeShop;
import dev.firedrill.verdict.BackupUnusable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The annotations, on real restores of a small shop. */
class RestoreExtensionTest {
    /** What each test of the classes below looked at. */
    private static final Map<String, Restoration> SEEN = new ConcurrentHashMap<>();

    private static final List<Restoration> RESTORED = new CopyOnWriteArrayList<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void forget() {
        SEEN.clear();
        RESTORED.clear();
    }

    private EngineExecutionResults run(String more, Map<String, String> parameters, Class<?>... classes)
            throws Exception {
        var configuration = PracticeShop.configuration(directory, more);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(Stream.of(classes).map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
                .configurationParameter("firedrill.config", configuration.toString())
                .configurationParameters(parameters)
                .execute();
    }

    private static void see(String test, Restoration restoration) {
        SEEN.put(test, restoration);
        RESTORED.add(restoration);
    }

    @Test
    void a_failed_restore_fails_each_check_of_the_class() throws Exception {
        Files.createDirectories(directory.resolve("nothing"));
        var results = run(
                "  empty: {engine: postgresql, backup: {type: base-backup, directory: nothing, wal: nothing}}\n",
                Map.of(),
                OfAnEmptyDirectory.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.started(3).failed(3))
                .failed()
                .assertThatEvents()
                .haveExactly(
                        3,
                        event(finishedWithFailure(
                                instanceOf(BackupUnusable.class), message(text -> text.startsWith("FAIL  ")))));
    }

    @Restore("empty")
    static class OfAnEmptyDirectory {
        @Test
        void one(PostgresInstance instance) {}

        @Test
        void two(Restoration restoration) {}

        @Test
        void three() {}
    }

    @Test
    void a_nested_class_uses_the_instance_around_it_unless_it_asks_for_its_own() throws Exception {
        run("", Map.of(), Outer.class).testEvents().assertStatistics(statistics -> statistics.succeeded(3));

        assertThat(SEEN.get("inner")).isSameAs(SEEN.get("outer"));
        assertThat(SEEN.get("own")).isNotSameAs(SEEN.get("outer"));
        assertThat(SEEN.get("own").request().at()).isEqualTo("name:before-price-change");
        assertAllGone();
    }

    @Restore("shop")
    static class Outer {
        @Test
        void outer(Restoration restoration) {
            see("outer", restoration);
        }

        @Nested
        class Inner {
            @Test
            void inner(Restoration restoration) {
                see("inner", restoration);
            }
        }

        @Nested
        @Restore(value = "shop", at = "name:before-price-change")
        class Own {
            @Test
            void own(Restoration restoration) {
                see("own", restoration);
            }
        }
    }

    @Test
    void a_subclass_inherits_a_restore_or_replaces_it_whole() throws Exception {
        run("", Map.of(), Inheriting.class, Replacing.class)
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2));

        assertThat(SEEN.get("Inheriting").request().copy()).isEqualTo("dr");
        assertThat(SEEN.get("Replacing").request().copy()).isEmpty();
        assertAllGone();
    }

    @Restore(value = "shop", copy = "dr")
    abstract static class Inherited {
        @Test
        void sees_its_restoration(Restoration restoration, Backup backup) {
            assertThat(restoration.backup()).contains(backup);
            see(getClass().getSimpleName(), restoration);
        }
    }

    static class Inheriting extends Inherited {}

    @Restore("shop")
    static class Replacing extends Inherited {}

    @Test
    void annotations_can_be_composed_and_repeated() throws Exception {
        run("", Map.of(), Composed.class, Repeated.class)
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2));

        assertThat(SEEN.get("composed").request().at()).isEqualTo("name:before-price-change");
        assertThat(SEEN.get("plain").request().copy()).isEmpty();
        assertThat(SEEN.get("qualified").request().copy()).isEqualTo("dr");
        assertAllGone();
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Restore(value = "shop", at = "name:before-price-change")
    @interface BeforeThePriceChange {}

    @BeforeThePriceChange
    static class Composed {
        @Test
        void composed(Restoration restoration) {
            see("composed", restoration);
        }
    }

    @Restore("shop")
    @Restore(value = "shop", copy = "dr", as = "recovery")
    static class Repeated {
        @Test
        void both(
                Restoration restoration,
                @Restored("recovery") Restoration copy,
                @Restored("recovery") PostgresInstance instance) {
            see("plain", restoration);
            see("qualified", copy);
            assertThat(copy.instance()).containsSame(instance);
        }
    }

    @Test
    void a_parameter_that_names_no_restoration_is_told_which_there_are() throws Exception {
        run("", Map.of(), Unqualified.class)
                .testEvents()
                .failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains("there is no restoration []")
                                && text.contains("[here, there]")
                                && text.contains("@Restored")))));
    }

    @Restore(value = "shop", as = "here")
    @Restore(value = "shop", copy = "dr", as = "there")
    static class Unqualified {
        @Test
        void which(PostgresInstance instance) {}
    }

    @Test
    void two_restores_of_the_same_name_are_a_mistake_that_each_check_carries() throws Exception {
        run("", Map.of(), SameNames.class)
                .testEvents()
                .assertStatistics(statistics -> statistics.started(2).failed(2))
                .failed()
                .assertThatEvents()
                .haveExactly(2, event(finishedWithFailure(message(text -> text.contains("declares two @Restore")))));
    }

    @Restore("shop")
    @Restore(value = "shop", copy = "dr")
    static class SameNames {
        @Test
        void one(PostgresInstance instance) {}

        @Test
        void two() {}
    }

    @Test
    void each_class_has_its_own_instance_unless_the_configuration_shares_it() throws Exception {
        run("", Map.of(), First.class, Second.class);
        assertThat(SEEN.get("First")).isNotSameAs(SEEN.get("Second"));

        run("    instances: run\n", Map.of(), First.class, Second.class, Writing.class, Copy.class);
        assertThat(SEEN.get("First")).isSameAs(SEEN.get("Second"));
        assertThat(SEEN.get("Writing")).isNotSameAs(SEEN.get("First"));
        assertThat(SEEN.get("Copy")).isNotSameAs(SEEN.get("First"));
        assertAllGone();
    }

    abstract static class Seeing {
        @Test
        void sees(Restoration restoration) {
            see(getClass().getSimpleName(), restoration);
        }
    }

    @Restore("shop")
    static class First extends Seeing {}

    @Restore("shop")
    static class Second extends Seeing {}

    @Restore(value = "shop", exclusive = true)
    static class Writing extends Seeing {}

    @Restore(value = "shop", copy = "dr")
    static class Copy extends Seeing {}

    @Test
    void restores_run_one_at_a_time_while_classes_run_side_by_side() throws Exception {
        var parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "3",
                "firedrill.instances.max", "2");
        run("", parallel, First.class, Second.class, Repeated.class, Unqualified.class, Inheriting.class)
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(4).failed(1));

        var inOrder = new ArrayList<>(RESTORED.stream().distinct().toList());
        inOrder.sort(Comparator.comparing(Restoration::startedAt));
        assertThat(inOrder).hasSize(5);
        for (int i = 1; i < inOrder.size(); i++) {
            var before = inOrder.get(i - 1);
            assertThat(inOrder.get(i).startedAt())
                    .isAfterOrEqualTo(before.startedAt().plus(before.rto().orElseThrow()));
        }
        assertAllGone();
    }

    @Test
    void a_class_that_needs_more_instances_than_may_live_is_told_so() throws Exception {
        run("", Map.of("firedrill.instances.max", "1"), Repeated.class)
                .testEvents()
                .failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text -> text.contains("needs 2 instances at once")
                                && text.contains("-Dfiredrill.instances.max=2")))));
    }

    @Test
    void an_unknown_system_is_one_clear_mistake() throws Exception {
        run("", Map.of(), OfAnUnknownSystem.class)
                .testEvents()
                .failed()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(message(text ->
                                text.contains("asks for system [shopp]") && text.contains("it knows [shop]")))));
    }

    @Restore("shopp")
    static class OfAnUnknownSystem {
        @Test
        void never() {}
    }

    @Test
    void nested_classes_take_their_permits_with_the_class_around_them() throws Exception {
        var parallel = Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2",
                "firedrill.instances.max", "2");
        run("", parallel, Outer.class, OtherOuter.class)
                .testEvents()
                .assertStatistics(statistics -> statistics.succeeded(5));

        run("", Map.of("firedrill.instances.max", "1"), OtherOuter.class)
                .testEvents()
                .failed()
                .assertThatEvents()
                .haveAtLeastOne(
                        event(finishedWithFailure(message(text -> text.contains("needs 2 instances at once")))));
    }

    @Restore("shop")
    static class OtherOuter {
        @Test
        void outer(Restoration restoration) {
            see("other outer", restoration);
        }

        @Nested
        @Restore(value = "shop", copy = "dr")
        class Own {
            @Test
            void own(Restoration restoration) {
                see("other own", restoration);
            }
        }
    }

    @Test
    void an_unusable_backup_fails_each_check_also_where_instances_are_shared() throws Exception {
        Files.createDirectories(directory.resolve("nothing"));
        run(
                        "  empty: {engine: postgresql, instances: run, backup: {type: base-backup, directory: nothing, wal: nothing}}\n",
                        Map.of("firedrill.instances.max", "1"),
                        OfAnEmptyDirectory.class,
                        First.class)
                .testEvents()
                .assertStatistics(statistics -> statistics.failed(3).succeeded(1));
        assertAllGone();
    }

    private void assertAllGone() throws Exception {
        assertThat(RESTORED).isNotEmpty().allMatch(it -> it.disposal() == Restoration.Disposal.DISCARDED);
        assertThat(directory.resolve("w")).isEmptyDirectory();
        assertThat(directory.resolve(".firedrill/ledger")).isEmptyDirectory();
    }
}

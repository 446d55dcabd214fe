package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.restore.RunListener;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;

/** A run that lost a result must be red, whatever lost it. Each run here would be green by JUnit's own word. */
class BooksTest {
    private static final String GREEN =
            """
            package planted;
            import org.junit.jupiter.api.*;
            @Tag("monthly") public class GreenCheck { @Test public void one_holds() {} @Test public void another_holds() {} }
            """;

    @TempDir
    private Path directory;

    private PlantedProject project;

    @BeforeEach
    void plant() throws Exception {
        project = new PlantedProject(directory).source("planted.GreenCheck", GREEN);
    }

    @Test
    void a_run_whose_books_balance_is_green() throws Exception {
        var ended = project.run("monthly");

        assertThat(ended.output()).doesNotContain("books");
        assertThat(ended.exitCode()).isZero();
        assertThat(directory.resolve("target/firedrill/results.json")).content().contains("one holds", "another holds");
    }

    @Test
    void a_listener_that_throws_is_red() throws Exception {
        project.source(
                        "planted.BrokenListener",
                        """
                        package planted;
                        import org.junit.platform.engine.TestExecutionResult;
                        import org.junit.platform.launcher.*;
                        public class BrokenListener implements TestExecutionListener {
                            @Override public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                                throw new IllegalStateException("planted");
                            }
                        }
                        """)
                .service(TestExecutionListener.class, "planted.BrokenListener");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("a result may be lost", "planted.BrokenListener", "planted");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_clash_on_the_class_path_that_silences_allure_is_red() throws Exception {
        project.source(
                "io.qameta.allure.model.TestResult",
                "package io.qameta.allure.model; public class TestResult { /* of another version */ }");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("2 checks have an outcome, but Allure holds 0 results");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_class_of_checks_without_a_check_is_red() throws Exception {
        project.source("planted.IdleCheck", "package planted; public class IdleCheck { public void not_a_test() {} }");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("planted.IdleCheck: is a class of checks in which no check would ever run");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_class_of_checks_that_is_filtered_away_is_red() throws Exception {
        project.source(
                        "planted.Filter",
                        """
                        package planted;
                        import org.junit.platform.engine.*;
                        import org.junit.platform.launcher.PostDiscoveryFilter;
                        public class Filter implements PostDiscoveryFilter {
                            @Override public FilterResult apply(TestDescriptor test) {
                                return FilterResult.includedIf(!test.getUniqueId().toString().contains("another_holds"));
                            }
                        }
                        """)
                .service(PostDiscoveryFilter.class, "planted.Filter");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("checks never ran", "another_holds");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_disabled_check_is_red_because_nothing_was_verified() throws Exception {
        project.source(
                "planted.SleepingCheck",
                """
                package planted;
                import org.junit.jupiter.api.*;
                @Tag("monthly") @Disabled("too slow") public class SleepingCheck { @Test public void it_holds() {} }
                """);

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("planted.SleepingCheck", "not run: too slow");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void an_output_of_our_own_that_throws_is_red() throws Exception {
        project.source(
                        "planted.BrokenOutput",
                        "package planted; public class BrokenOutput implements dev.firedrill.restore.RunListener {"
                                + " public BrokenOutput() { throw new IllegalStateException(\"planted\"); } }")
                .service(RunListener.class, "planted.BrokenOutput");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("planted");
        assertThat(ended.exitCode()).isEqualTo(1);
    }
}

package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.restore.RunListener;
import dev.firedrill.sample.PracticeShop;
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

    @Test
    void a_factory_that_makes_no_check_is_red() throws Exception {
        project.source(
                "planted.EmptyCheck",
                """
                package planted;
                import java.util.stream.Stream;
                import org.junit.jupiter.api.*;
                @Tag("monthly") public class EmptyCheck { @TestFactory Stream<DynamicTest> none() { return Stream.empty(); } }
                """);

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("planted.EmptyCheck", "a factory of checks that made none");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_class_that_restores_under_another_name_is_red() throws Exception {
        project.source(
                "planted.ShopTests",
                "package planted; @dev.firedrill.junit.Restore(\"shop\") public class ShopTests {"
                        + " @org.junit.jupiter.api.Test public void it_holds() {} }");

        var ended = project.run("monthly");

        assertThat(ended.output())
                .contains("planted.ShopTests: asks for a restore, but its name does not end with Check");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_check_that_catches_what_a_rule_throws_is_red() throws Exception {
        shopCheck("try { shop.assertThat().table(\"orders\").hasRowCountBetween(0, 1); } catch (AssertionError e) { }");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("the run is FAIL, but no check carries it");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_restore_that_no_check_looked_into_is_red() throws Exception {
        shopCheck("");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("was looked into by no check: no rule, no query");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void a_check_that_only_queries_has_looked() throws Exception {
        shopCheck("try (var connection = shop.connect()) { Assertions.assertTrue(connection.isValid(5)); }");

        var ended = project.run("monthly");

        assertThat(ended.output()).contains("PASS: 1 of 1 restores proven");
        assertThat(ended.exitCode()).isZero();
    }

    private void shopCheck(String body) throws Exception {
        PracticeShop.configuration(directory, "");
        project.source(
                "planted.ShopCheck",
                """
                package planted;
                import dev.firedrill.junit.*;
                import dev.firedrill.postgres.PostgresInstance;
                import org.junit.jupiter.api.*;
                @Monthly @Restore("shop") public class ShopCheck {
                    @Test public void it_holds(PostgresInstance shop) throws Exception { %s }
                }
                """
                        .formatted(body));
    }
}

package dev.firedrill.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

class NeedsConditionTest {
    private final NeedsCondition lenient = new NeedsCondition(false);
    private final NeedsCondition strict = new NeedsCondition(true);

    @NeedsTool({"sh", "/bin/sh"})
    @NeedsLocale("C.UTF-8")
    static class Satisfied {}

    @NeedsTool({"sh", "no-such-tool", "/no/such/initdb"})
    @NeedsShared("no/such.sql")
    @NeedsLocale("xx_XX.UTF-8")
    static class Unsatisfied {}

    @NeedsTool("no-such-tool")
    static class NeverRun {
        @Test
        void is_not_reached() {
            throw new AssertionError("this test ran without what it needs");
        }
    }

    @Test
    void what_is_there_lets_a_test_run() {
        assertThat(lenient.evaluate(Satisfied.class).isDisabled()).isFalse();
        assertThat(strict.evaluate(Satisfied.class).isDisabled()).isFalse();
    }

    @Test
    void a_test_without_what_it_needs_is_not_run_and_says_all_that_is_missing() {
        var result = lenient.evaluate(Unsatisfied.class);

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason())
                .hasValue("not run: this host has no no-such-tool, /no/such/initdb, ../shared/no/such.sql,"
                        + " locale xx_XX.UTF-8");
    }

    @Test
    void a_test_without_what_it_needs_fails_where_tools_are_required() {
        assertThatThrownBy(() -> strict.evaluate(Unsatisfied.class))
                .hasMessageContaining("no-such-tool, /no/such/initdb, ../shared/no/such.sql, locale xx_XX.UTF-8")
                .hasMessageContaining("FIREDRILL_TOOLS=required")
                .hasMessageContaining(".ci/packages");
    }

    @Test
    void the_annotation_brings_its_condition() {
        var containers = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NeverRun.class))
                .execute()
                .allEvents();
        var required = NeedsCondition.REQUIRED.equals(System.getenv(NeedsCondition.VARIABLE));

        assertThat(containers.started().list())
                .noneMatch(event -> event.getTestDescriptor().isTest());
        assertThat(containers.skipped().count()).isEqualTo(required ? 0 : 1);
        assertThat(containers.failed().count()).isEqualTo(required ? 1 : 0);
    }
}

package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What a command throws becomes an exit code and one message. */
class OutcomesTest {
    private final StringWriter err = new StringWriter();

    @Command(name = "thing")
    private static final class Thing implements Callable<Integer> {
        private final Throwable thrown;

        Thing(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public Integer call() throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }
    }

    @Test
    void a_mistake_is_three_and_has_no_stack_trace() {
        assertThat(executed(new ConfigurationMistake("here", "it is wrong", "mend it")))
                .isEqualTo(3);
        assertThat(err)
                .hasToString(
                        "here: it is wrong%n  Remedy: mend it%n".formatted().replace("\r", ""));
    }

    @Test
    void a_bad_backup_is_one_and_has_no_stack_trace() {
        assertThat(executed(new BackupUnusable("nothing is there"))).isEqualTo(1);
        assertThat(err.toString()).startsWith("FAIL  nothing is there").doesNotContain("\tat ");
    }

    @Test
    void what_cannot_be_told_is_two_and_has_no_stack_trace() {
        assertThat(executed(new Inconclusive("no permission"))).isEqualTo(2);
        assertThat(err.toString()).startsWith("INCONCLUSIVE  no permission").doesNotContain("\tat ");
    }

    /** It is our mistake, so that whoever is told of it needs to see where. */
    @Test
    void what_nobody_expected_is_two_and_has_a_stack_trace() {
        assertThat(executed(new IllegalStateException("odd"))).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("INCONCLUSIVE  this was not expected: ")
                .contains("odd", "\tat ");
    }

    @Test
    void usage_is_three_and_help_is_none() {
        assertThat(Typed.bare(Typed.NOBODY)
                        .isMistake("no command was given", "Usage: firedrill")
                        .out())
                .isEmpty();
        Typed.bare(Typed.NOBODY, "swep").isMistake("firedrill sweep");
        Typed.bare(Typed.NOBODY, "--version").isPass().says("Firedrill ");
        for (var command : new String[] {"init", "doctor", "plan", "run", "shell", "try", "sweep"}) {
            Typed.bare(Typed.NOBODY, command, "--help")
                    .isPass()
                    .says("Usage: firedrill " + command, "--config", "Examples:", "  firedrill " + command);
            Typed.bare(Typed.NOBODY, "--help").isPass().says("  " + command + " ");
        }
    }

    private int executed(Throwable thrown) {
        var outcomes = new Outcomes();
        return new CommandLine(new Thing(thrown))
                .setErr(new PrintWriter(err, true))
                .setExecutionStrategy(outcomes)
                .setParameterExceptionHandler(outcomes)
                .execute();
    }
}

package dev.firedrill.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    @Test
    void what_a_program_needs_is_kept_and_secrets_are_not() {
        var environment = new HashMap<>(Map.of(
                "PATH", "/bin",
                "LC_ALL", "C",
                "TZ", "UTC",
                "PGPASSWORD", "x",
                "AWS_SECRET_ACCESS_KEY", "x",
                "CI_JOB_TOKEN", "x",
                "LD_PRELOAD", "x"));
        ChildEnvironment.restrict(environment);
        assertThat(environment).containsOnlyKeys("PATH", "LC_ALL", "TZ");
    }

    @Test
    void a_program_that_runs_to_its_end_is_told_no_more_either() {
        assertThat(Command.of("env").runOrThrow("listing").lines())
                .extracting(line -> line.split("=")[0])
                .contains("PATH")
                .allMatch(name -> name.matches("PATH|LANG|LC_\\w+|TZ|HOME|TMPDIR"));
    }
}

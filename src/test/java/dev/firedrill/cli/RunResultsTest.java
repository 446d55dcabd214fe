package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.junit.Preflight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit code comes from the results of this very run, and a pass needs Maven's word, too. */
class RunResultsTest {
    @TempDir
    Path project;

    @BeforeEach
    void directory() throws IOException {
        Files.createDirectories(project.resolve("target/firedrill"));
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, 0, 0",
        "WARN, 0, 0",
        "FAIL, 1, 1",
        "FAIL, 0, 1",
        "INCONCLUSIVE, 1, 2",
        "INCONCLUSIVE, 0, 2",
        "PASS, 1, 2",
        "WARN, 1, 2",
        "GREEN, 0, 2"
    })
    void the_verdict_decides(String verdict, int maven, int expected) throws IOException {
        results("{\"invocation\": \"mine\", \"verdict\": \"%s\"}".formatted(verdict));
        assertThat(results(maven).exitCode()).isEqualTo(expected);
    }

    @Test
    void a_pass_that_maven_does_not_confirm_is_explained() throws IOException {
        results("{\"invocation\": \"mine\", \"verdict\": \"PASS\"}");
        assertThat(results(1).remark())
                .hasValueSatisfying(remark ->
                        assertThat(remark).startsWith("INCONCLUSIVE  ").contains("says PASS, but Maven ended with 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"invocation\": \"another\", \"verdict\": \"PASS\"}",
                "{\"verdict\": \"PASS\"}",
                "{\"invocation\": \"mine\"}",
                "{\"invocation\": \"mine\", \"verdi",
                "rubbish"
            })
    void what_is_not_the_result_of_this_run_proves_nothing(String content) throws IOException {
        results(content);
        assertThat(results(0).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(results(0).remark()).hasValueSatisfying(remark -> assertThat(remark)
                .contains("INCONCLUSIVE  the run left no results in ", "Remedy: "));
    }

    @Test
    void no_results_prove_nothing() {
        assertThat(results(0).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(results(1).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void a_mistake_counts_if_this_run_made_it() throws IOException {
        Files.writeString(project.resolve(Preflight.MISTAKE), "mine");
        assertThat(results(1).exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        Files.writeString(project.resolve(Preflight.MISTAKE), "another's");
        assertThat(results(1).exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    private void results(String content) throws IOException {
        Files.writeString(project.resolve(RunResults.RESULTS), content);
    }

    private RunResults results(int mavenCode) {
        return new RunResults(project, "mine", mavenCode);
    }
}

package dev.firedrill.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.cli.ToolAnswer;
import dev.firedrill.process.ToolResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostDiagnosisTest {
    @ParameterizedTest
    @CsvSource({"3.8.6, WARN", "3.8.7, OK", "3.9.11, OK", "4.0.0, OK", "2.99.99, WARN"})
    void an_old_maven_is_named(String version, Level expected) {
        var found = HostDiagnosis.maven(answer(0, "Apache Maven " + version + " (xyz)\nMaven home: /usr"));
        assertThat(found.level()).isEqualTo(expected);
        assertThat(found.found()).isEqualTo(version);
    }

    @Test
    void a_missing_maven_is_named_with_its_use() {
        var found = HostDiagnosis.of("/nowhere/mvn").get(1);
        assertThat(found.level()).isEqualTo(Level.WARN);
        assertThat(found.remedy()).contains("install Maven 3.8.7", "firedrill run");
    }

    @Test
    void a_maven_that_fails_is_named() {
        assertThat(HostDiagnosis.maven(answer(1, "JAVA_HOME is not defined"))).satisfies(found -> {
            assertThat(found.level()).isEqualTo(Level.WARN);
            assertThat(found.found()).contains("exit code 1: JAVA_HOME is not defined");
        });
    }

    @Test
    void an_old_java_is_a_problem() {
        assertThat(HostDiagnosis.java(Runtime.Version.parse("11.0.2")).level()).isEqualTo(Level.LACKING);
        assertThat(HostDiagnosis.java(Runtime.Version.parse("21.0.1")).level()).isEqualTo(Level.OK);
    }

    private static ToolAnswer answer(int exitCode, String output) {
        return new ToolAnswer(new ToolResult(exitCode, output, "", false, false));
    }
}

package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A tenth of the fault matrix; {@code FaultMatrixTest} tries all of it. */
class FaultMatrixQuickTest {
    @TempDir
    static Path home;

    private static Bench bench;

    @BeforeAll
    static void begin() {
        bench = Bench.of(home);
    }

    @AfterAll
    static void end() {
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> faults_are_found_by_the_layer_that_must_find_them() {
        var trials = new Trials(bench, home);
        return FaultMatrix.quick().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.category() + ": " + fault.name(), () -> {
                    var row = trials.tried(fault);
                    assertThat(row.isAsExpected())
                            .as("expecting %s, but found %s", fault.expected(), row.found())
                            .isTrue();
                }));
    }
}

package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The whole fault matrix. */
@Exhaustive
class FaultMatrixTest {
    private static final int AT_ONCE = 2;

    @TempDir
    static Path home;

    private static final Map<Fault, Future<Row>> ROWS = new LinkedHashMap<>();
    private static Bench bench;

    @BeforeAll
    static void begin() {
        bench = Bench.withOthers(home);
        var trials = new Trials(bench, home);
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        var only = System.getProperty("firedrill.matrix.only", "");
        FaultMatrix.faults().stream()
                .filter(fault -> (fault.category() + ": " + fault.name()).contains(only))
                .forEach(fault -> ROWS.put(fault, pool.submit(() -> trials.tried(fault))));
        pool.shutdown();
    }

    @AfterAll
    static void end() throws IOException {
        bench.close();
        var text = new StringBuilder();
        for (var row : ROWS.entrySet()) {
            try {
                text.append(row.getKey().category())
                        .append(' ')
                        .append(row.getValue().get().line())
                        .append('\n');
            } catch (Exception e) {
                text.append(row.getKey().category()).append(' ').append(e).append('\n');
            }
        }
        Files.writeString(Path.of("target/fault-matrix.txt"), text);
    }

    @TestFactory
    Stream<DynamicTest> faults_are_found_by_the_layer_that_must_find_them() {
        return ROWS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().category() + ": " + entry.getKey().name(), () -> {
                            var row = entry.getValue().get();
                            assertThat(row.isAsExpected())
                                    .as(
                                            "expecting %s, but found %s",
                                            entry.getKey().expected(), row.found())
                                    .isTrue();
                        }));
    }
}

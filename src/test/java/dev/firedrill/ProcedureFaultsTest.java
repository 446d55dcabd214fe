package dev.firedrill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in docs/procedure-faults.md names every fault of the procedure, and tests that exist. */
class ProcedureFaultsTest {
    private static final Pattern SHOWN_BY = Pattern.compile("`([\\w.]+)#(\\w+)`");

    @ParameterizedTest
    @MethodSource("rows")
    void each_fault_is_shown_by_tests_that_exist(String row) throws ClassNotFoundException {
        var tests = SHOWN_BY.matcher(row);
        var count = 0;
        for (; tests.find(); count++) {
            assertThat(Class.forName("dev.firedrill." + tests.group(1)).getDeclaredMethods())
                    .extracting(Method::getName)
                    .contains(tests.group(2));
        }
        assertThat(count).as(row).isPositive();
    }

    @Test
    void none_of_those_that_are_dealt_with_is_left_out() throws IOException {
        assertThat(rows())
                .extracting(row -> row.split("\\|")[1].strip())
                .containsExactlyElementsOf(
                        Stream.of(IntStream.rangeClosed(1, 24), IntStream.of(27), IntStream.rangeClosed(37, 43))
                                .flatMapToInt(numbers -> numbers)
                                .mapToObj(Integer::toString)
                                .toList());
    }

    static List<String> rows() throws IOException {
        return Arrays.stream(
                        Files.readString(Path.of("docs/procedure-faults.md")).split("\n"))
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .toList();
    }
}

package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A tenth of the faults; {@code FaultMatrixTest} tries them all. */
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

    /** Else all that is found would be found in anything. */
    @Test
    void the_unplanted_backup_is_green_at_depth_structure() throws Exception {
        var found = new RestoredShop(PlantedShop.of(bench.shop().sound(), home.resolve("unplanted")))
                .judgedAtDepthStructure();
        assertThat(found).isEqualTo(Found.NOTHING);
    }

    @TestFactory
    Stream<DynamicTest> a_fault_is_found_by_the_layer_that_must_find_it_as_documented() throws IOException {
        var trials = new Trials(bench, home);
        var document = Files.readString(MatrixDocument.FILE);
        return FaultMatrix.quick().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.category() + ": " + fault.name(), () -> {
                    var row = trials.tried(fault);
                    row.requireAsExpected();
                    assertThat(document).contains(Row.beginning(fault));
                }));
    }

    @Test
    void the_document_lists_every_fault_with_the_layer_that_finds_it() throws IOException {
        var document = Files.readAllLines(MatrixDocument.FILE);
        assertThat(FaultMatrix.faults())
                .allSatisfy(fault -> assertThat(document).anyMatch(line -> line.startsWith(Row.beginning(fault))));
    }

    @Test
    void the_matrix_is_as_large_as_promised_and_no_fault_may_pass() {
        var faults = FaultMatrix.faults();
        assertThat(faults).hasSizeGreaterThanOrEqualTo(120);
        assertThat(faults)
                .extracting(fault -> List.of(fault.category(), fault.name()))
                .doesNotHaveDuplicates();
        assertThat(faults).extracting(fault -> fault.expected().verdict()).doesNotContain(Verdict.PASS);
        assertThat(FaultMatrix.quick()).hasSizeGreaterThanOrEqualTo(faults.size() / 10);
        assertThat(FaultMatrix.quick().stream().map(Fault::category).distinct()).hasSizeGreaterThanOrEqualTo(8);
    }
}

package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.firedrill.testing.DebianPackages;
import dev.firedrill.testing.Exhaustive;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole fault matrix. {@code -Dfiredrill.matrix.only=REGEX} tries faults whose category and name it finds;
 * {@code -Dfiredrill.matrix.write=true} writes the document anew.
 */
@Exhaustive
class FaultMatrixTest {
    private static final int AT_ONCE = 2;
    private static final Pattern ONLY = Pattern.compile(System.getProperty("firedrill.matrix.only", ""));

    private static final boolean WRITES = Boolean.getBoolean("firedrill.matrix.write");

    @TempDir
    static Path home;

    private static final Map<Fault, Future<Row>> ROWS = new LinkedHashMap<>();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(AT_ONCE);
    private static Bench bench;

    @BeforeAll
    static void begin() {
        bench = Bench.withOthers(home);
        var trials = new Trials(bench, home);
        FaultMatrix.faults().stream()
                .filter(fault -> ONLY.matcher(name(fault)).find())
                .forEach(fault -> ROWS.put(fault, POOL.submit(() -> trials.tried(fault))));
        POOL.shutdown();
    }

    @AfterAll
    static void end() {
        POOL.shutdownNow();
        bench.close();
    }

    @TestFactory
    Stream<DynamicTest> each_fault_is_found_by_the_layer_that_must_find_it() {
        return ROWS.entrySet().stream()
                .map(tried -> DynamicTest.dynamicTest(
                        name(tried.getKey()), () -> row(tried.getValue()).requireAsExpected()));
    }

    /** All trials are over by then, since it waits for them. */
    @Test
    void nothing_was_planted_in_the_sound_backup() throws Exception {
        for (var row : ROWS.values()) {
            await(row);
        }
        assertThat(bench.shop().isAsItWas()).isTrue();
    }

    @Test
    @NeedsTool(DebianPackages.POSTGRESQL_17 + "/pg_amcheck")
    void what_was_found_is_in_the_document() throws Exception {
        assumeThat(ONLY.pattern()).as("all faults are tried").isEmpty();
        var rows = new ArrayList<Row>();
        for (var tried : ROWS.values()) {
            rows.add(row(tried));
        }
        var text = new MatrixDocument(control(), rows).text();
        Files.writeString(MatrixDocument.NEW, text);
        if (WRITES) {
            Files.writeString(MatrixDocument.FILE, text + EngineSection.allIn(Files.readString(MatrixDocument.FILE)));
        }
        assertThat(MatrixDocument.faultsIn(Files.readString(MatrixDocument.FILE)))
                .as(
                        "put %s in the place of %s: it says otherwise what finds a fault",
                        MatrixDocument.NEW, MatrixDocument.FILE)
                .isEqualTo(MatrixDocument.faultsIn(text));
    }

    private static MatrixDocument.Control control() throws Exception {
        var shop = PlantedShop.of(bench.shop().sound(), home.resolve("unplanted"));
        var found = new RestoredShop(shop).judgedAtDepthStructure();
        assertThat(found.verdict()).as(found.message()).isEqualTo(Verdict.PASS);
        var others = bench.others(shop);
        var again = PlantedShop.of(bench.shop().sound(), home.resolve("unplanted2"));
        return new MatrixDocument.Control(found, others, new ForeignTools(again).saysWeekly());
    }

    private static String name(Fault fault) {
        return fault.category() + ": " + fault.name();
    }

    /** A trial that could not be made is the failure of its own test. */
    private static void await(Future<Row> row) throws InterruptedException {
        try {
            row.get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AssertionError.class);
        }
    }

    private static Row row(Future<Row> tried) throws InterruptedException {
        try {
            return tried.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }
}

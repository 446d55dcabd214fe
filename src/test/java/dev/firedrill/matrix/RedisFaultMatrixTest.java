package dev.firedrill.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.firedrill.testing.Exhaustive;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fault matrix of Redis. {@code -Dfiredrill.matrix.only=REGEX} tries faults whose category and name it finds; {@code
 * -Dfiredrill.matrix.write=true} writes its section of the document anew.
 */
@Exhaustive
class RedisFaultMatrixTest {
    private static final Pattern ONLY = Pattern.compile(System.getProperty("firedrill.matrix.only", ""));
    private static final MatrixSection SECTION = new MatrixSection(RedisMatrixDocument.TITLE);
    private static final int AT_LEAST = 25;

    @TempDir
    static Path home;

    private static final Map<Fault, Row> ROWS = new LinkedHashMap<>();
    private static List<Category> categories;
    private static List<PlantedRedisBackup> unplanted;

    @BeforeAll
    static void plant() throws IOException {
        var sound = RedisSound.in(Files.createDirectory(home.resolve("sound")));
        unplanted = List.of(
                RdbFaults.copies(home.resolve("sound-file"), sound),
                ShardFaults.copies(home.resolve("sound-shards"), sound),
                AofFaults.copies(home.resolve("sound-log"), sound));
        categories = List.of(RdbFaults.category(sound), AofFaults.category(sound), ShardFaults.category(sound));
        var trials = new Trials(Bench.of(home), home);
        categories.stream()
                .flatMap(category -> category.faults().stream())
                .filter(fault -> ONLY.matcher(name(fault)).find())
                .forEach(fault -> ROWS.put(fault, trials.tried(fault)));
    }

    private static String name(Fault fault) {
        return fault.category() + ": " + fault.name();
    }

    @TestFactory
    Stream<DynamicTest> each_fault_is_found_by_the_layer_that_must_find_it() {
        return ROWS.values().stream().map(row -> DynamicTest.dynamicTest(name(row.fault()), row::requireAsExpected));
    }

    /** Else all that is found would be found in anything. */
    @Test
    void the_unplanted_backups_pass_and_of_the_log_it_is_said_what_cannot_be_told() throws IOException {
        assertThat(RedisFault.judged(unplanted.get(0))).isEqualTo(Found.NOTHING);
        assertThat(RedisFault.judged(unplanted.get(1))).isEqualTo(Found.NOTHING);
        assertThat(RedisFault.judged(unplanted.get(2)))
                .matches(Expected.warn(Layer.FILE, "host-aof-commands")::isMetBy);
    }

    @Test
    void none_of_at_least_25_passes() {
        assumeThat(ONLY.pattern()).as("all faults are tried").isEmpty();
        assertThat(ROWS).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        assertThat(ROWS.values()).extracting(row -> row.found().verdict()).doesNotContain(Verdict.PASS);
    }

    @Test
    void what_was_found_is_in_the_document() throws IOException {
        assumeThat(ONLY.pattern()).as("all faults are tried").isEmpty();
        var text = new RedisMatrixDocument(categories, new ArrayList<>(ROWS.values())).text();
        if (Boolean.getBoolean("firedrill.matrix.write")) {
            Files.writeString(MatrixDocument.FILE, SECTION.replaced(Files.readString(MatrixDocument.FILE), text));
        }
        assertThat(MatrixDocument.faultsIn(SECTION.in(Files.readString(MatrixDocument.FILE))))
                .as("write the section of Redis anew: it says otherwise what finds a fault")
                .isEqualTo(MatrixDocument.faultsIn(text));
    }
}

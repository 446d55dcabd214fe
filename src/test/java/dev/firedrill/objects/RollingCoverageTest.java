package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget for each run, and what adds up over the days. */
class RollingCoverageTest {
    private static final Instant DAY = Instant.parse("2026-11-01T02:00:00Z");

    @TempDir
    private Path home;

    private PlantedStore store;

    /** Ten objects of 1,000 bytes each. */
    @BeforeEach
    void plant() throws IOException {
        store = PlantedStore.in(home);
        store.shell("rm -rf base dumps");
        for (int i = 0; i < 10; i++) {
            store.write("part-" + i, Integer.toString(i).repeat(1_000));
        }
        store.list();
    }

    @Test
    void each_run_reads_what_the_budget_allows_the_oldest_first_until_all_is_covered() {
        var percents = new ArrayList<Double>();
        for (int day = 0; day < 4; day++) {
            var found = inspect(day, "3kB");
            assertThat(found.read().bytes()).isEqualTo(3_000);
            assertThat(found.read().whole()).isFalse();
            percents.add(found.coverage().percent());
        }
        assertThat(percents).containsExactly(30.0, 60.0, 90.0, 100.0);
    }

    @Test
    void what_was_read_more_than_30_days_ago_counts_no_longer() {
        inspect(0, "50GB");
        assertThat(inspect(29, "1kB").coverage().percent()).isEqualTo(100.0);
        var late = inspect(31, "1kB").coverage();
        assertThat(late.percent()).isEqualTo(20.0);
        assertThat(late.overdue()).isEqualTo(8);
    }

    @Test
    void an_object_that_never_had_its_turn_in_30_days_is_overdue_and_only_then() {
        inspect(0, "1kB");
        assertThat(inspect(29, "1kB").coverage().overdue()).isZero();
        var coverage = inspect(31, "1kB").coverage();
        assertThat(coverage.overdue()).isEqualTo(8);
        assertThat(coverage.samples())
                .extracting(sample -> sample.value())
                .contains("never read, there since 2026-11-01T02:00:00Z", "last read 2026-11-01T02:00:00Z");
        assertThat(CoverageFinding.of(inspect(31, "1kB")).holds()).isFalse();
    }

    @Test
    void a_partial_run_is_a_pass_of_what_was_read_and_says_how_much_that_was() throws IOException {
        var reading = store.with("budget: 3kB").read().isGreen();
        assertThat(reading.rule("objects-digests").description())
                .contains("3 of 10 objects read in this run, 30.0 % within 30 days");
        assertThat(reading.rule("objects-coverage").value()).isEqualTo(30.0);
        assertThat(reading.instance().readInPlace())
                .hasValueSatisfying(text -> assertThat(text).contains("3 of 10"));
    }

    @Test
    void a_damaged_object_stays_red_in_every_run_though_the_budget_moves_on() throws IOException {
        inspect(0, "50GB");
        var file = store.file("part-7");
        var time = Files.getLastModifiedTime(file);
        store.write("part-7", "8".repeat(1_000));
        Files.setLastModifiedTime(file, time);
        var days = new ArrayList<Long>();
        for (int day = 1; day <= 14; day++) {
            days.add(inspect(day, "1kB").faults().count(Fault.ALTERED));
        }
        assertThat(days.subList(0, days.indexOf(1L))).containsOnly(0L).hasSizeLessThan(10);
        assertThat(days.subList(days.indexOf(1L), 14)).containsOnly(1L);
    }

    @Test
    void an_object_larger_than_the_budget_has_its_turn() throws IOException {
        store.write("large", "x".repeat(9_000)).list();
        var read = new ArrayList<Double>();
        for (int day = 0; day < 11; day++) {
            read.add(inspect(day, "1kB").coverage().percent());
        }
        assertThat(read.get(10)).isEqualTo(100.0);
    }

    @Test
    void an_object_with_a_new_digest_size_or_time_must_be_read_anew() throws IOException {
        inspect(0, "50GB");
        store.write("part-3", "new").list();
        var found = inspect(1, "1B");
        assertThat(found.read().bytes()).isEqualTo(3);
        assertThat(found.coverage().percent()).isEqualTo(100.0);
        store.shell("touch -d '2026-11-20' part-4");
        assertThat(inspect(2, "1B").read().objects()).isOne();
    }

    @Test
    void a_lost_a_torn_or_a_garbled_memory_only_means_reading_again() throws IOException {
        inspect(0, "50GB");
        var memory = home.resolve("memory.jsonl");
        Files.writeString(memory, "{\"name\": \"part-1\", \"dig", StandardOpenOption.APPEND);
        assertThat(inspect(1, "1kB").coverage().percent()).isEqualTo(100.0);
        Files.writeString(memory, "\u0000garbage\nnull\n{}\n[]\n\n");
        assertThat(inspect(2, "3kB").coverage().percent()).isEqualTo(30.0);
        Files.delete(memory);
        assertThat(inspect(3, "3kB").coverage().percent()).isEqualTo(30.0);
    }

    @Test
    void a_moment_of_the_future_in_the_memory_makes_nothing_fresh() {
        inspect(100, "50GB");
        assertThat(inspect(0, "1kB").coverage().percent()).isEqualTo(10.0);
    }

    @Test
    void metadata_only_is_never_a_plain_pass() throws IOException {
        var reading = store.with("depth: metadata").read().judged();
        var digests = reading.rule("objects-digests");
        assertThat(digests.verdict()).isEqualTo(Verdict.WARN);
        assertThat(digests.message()).contains("no content was read", "metadata only: names, no content");
        assertThat(reading.restoration().verdict()).isEqualTo(Verdict.WARN);
        assertThat(reading.instance().bytes()).isZero();
    }

    private StoreInspection inspect(int day, String budget) {
        return store.inspect(DAY.plus(Duration.ofDays(day)), budget);
    }
}

package dev.firedrill.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.verdict.Inconclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which counts of earlier runs are a measure for the next. */
class PastCountsTest {
    private static final String USUAL = "orders-usual-row-count";
    private static final List<String> RULES = List.of(USUAL, "orders-row-count", "orders-not-empty");

    @TempDir
    Path state;

    private PastRuns runs() {
        return new PastRuns(state, "orders");
    }

    private List<Long> counts(String requested) {
        return EvidenceLog.in(state).counts("orders", requested, RULES, Optional.empty());
    }

    private List<Long> counts() {
        return counts("latest");
    }

    private static Map<String, Object> rule(String id, String verdict, long value) {
        return Map.of("id", id, "verdict", verdict, "value", value);
    }

    @Test
    void without_evidence_there_are_none() {
        assertThat(counts()).isEmpty();
    }

    @Test
    void the_newest_ten_of_this_system_and_kind_of_restore_count() throws IOException {
        var runs = runs();
        for (int count = 1; count <= 12; count++) {
            runs.with(USUAL, count % 2 == 0 ? "PASS" : "WARN", count);
        }
        runs.with("copy dr", rule(USUAL, "PASS", 99)).write();
        new PastRuns(state, "crm").with(USUAL, "PASS", 98).write();

        assertThat(counts()).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(counts("copy dr")).containsExactly(99L);
        assertThat(counts("random 30d")).isEmpty();
    }

    @Test
    void other_rules_that_count_the_table_stand_in_but_not_for_one_that_failed() throws IOException {
        runs().with("orders-not-empty", "PASS", 5)
                .with("latest", rule("orders-not-empty", "PASS", 7), rule(USUAL, "PASS", 6))
                .with("latest", rule("orders-row-count", "PASS", 8), rule("orders-id-unique", "PASS", 0))
                .with("latest", rule("orders-not-empty", "PASS", 1), rule(USUAL, "FAIL", 1))
                .with("latest", rule("customers-not-empty", "PASS", 4))
                .write();

        assertThat(counts()).containsExactly(5L, 6L, 8L);
    }

    @Test
    void what_failed_in_its_data_does_not_poison_and_what_missed_an_objective_counts() throws IOException {
        runs().with("latest", rule(USUAL, "PASS", 5), rule("orders-id-unique", "FAIL", 3))
                .with("latest", rule(USUAL, "PASS", 6), rule("rpo", "FAIL", 3000), rule("rto", "FAIL", 4000))
                .with("latest", rule(USUAL, "WARN", 7), rule("odd-sql", "INCONCLUSIVE", 0))
                .write();

        assertThat(counts()).containsExactly(6L, 7L);
    }

    @Test
    void a_state_that_came_back_twice_counts_once() throws IOException {
        runs().with(USUAL, "WARN", 5)
                .again(USUAL, "WARN", 5)
                .again(USUAL, "WARN", 5)
                .with(USUAL, "WARN", 6)
                .write();

        assertThat(counts()).containsExactly(5L, 6L);
    }

    @Test
    void runs_before_the_first_day_do_not_count() throws IOException {
        runs().with(USUAL, "PASS", 5)
                .with(USUAL, "PASS", 6)
                .with(USUAL, "PASS", 7)
                .write();

        assertThat(EvidenceLog.in(state).counts("orders", "latest", RULES, Optional.of(LocalDate.parse("2026-11-03"))))
                .containsExactly(6L, 7L);
    }

    @Test
    void evidence_that_was_altered_is_not_believed() throws IOException {
        runs().with(USUAL, "PASS", 5)
                .with(USUAL, "PASS", 6)
                .with(USUAL, "PASS", 7)
                .write();
        var file = state.resolve("evidence.jsonl");
        Files.writeString(file, Files.readString(file).replace("\"value\":6", "\"value\":9"));

        assertThatThrownBy(this::counts)
                .isInstanceOf(Inconclusive.class)
                .hasMessage(
                        """
                        INCONCLUSIVE  evidence %s, line 2: it was altered; what it says of earlier counts is not believed.
                          Remedy: find out who changed it, and move the file away: a new one begins"""
                                .formatted(file));
        Files.delete(file);
        assertThat(counts()).isEmpty();
    }
}

package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.config.Baseline;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which number of rows is usual after which others. */
class UsualCountTest {
    private static final List<Long> CONSTANT = List.of(1000L, 1000L, 1000L, 1000L, 1000L, 1000L);

    private static Verdict verdict(List<Long> past, long rows) {
        return new UsualCount(past, Baseline.USUAL).judge(rows).verdict;
    }

    private static List<Long> counts(long... past) {
        return Arrays.stream(past).boxed().toList();
    }

    @Test
    void a_table_that_loses_more_than_its_share_fails() {
        var past = counts(3_000_000, 3_010_000, 3_020_000, 3_030_000, 3_040_000);

        var finding = new UsualCount(past, Baseline.USUAL).judge(2_850_000);

        assertThat(finding.verdict).isEqualTo(Verdict.FAIL);
        assertThat(finding.found).isEqualTo("it has 2,850,000 rows, 190,000 (6.3 %) fewer than 3,040,000");
        assertThat(finding.bounds).isEqualTo("2,888,000 to 3,648,000");
        assertThat(finding.note).isEqualTo("median of 5 runs: 3,020,000, MAD: 10,000");
        assertThat(finding.hint)
                .isEqualTo(
                        "if that is meant, let counting begin anew: baseline: {since: DAY}, with the day after the change.");
        assertThat(verdict(past, 2_888_000)).as("5 % below the newest").isNotEqualTo(Verdict.FAIL);
        assertThat(verdict(past, 2_887_999)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_table_that_grows_more_than_its_share_fails() {
        var finding = new UsualCount(CONSTANT, Baseline.USUAL).judge(1_201);

        assertThat(finding.verdict).isEqualTo(Verdict.FAIL);
        assertThat(finding.found).isEqualTo("it has 1,201 rows, 201 (20.1 %) more than 1,000");
        assertThat(verdict(CONSTANT, 1_200)).isEqualTo(Verdict.WARN);
    }

    @Test
    void a_constant_count_may_change_by_a_few_rows_and_not_by_many() {
        assertThat(verdict(CONSTANT, 1_000)).isEqualTo(Verdict.PASS);
        assertThat(verdict(CONSTANT, 1_004)).isEqualTo(Verdict.PASS);
        assertThat(verdict(CONSTANT, 996)).isEqualTo(Verdict.PASS);
        assertThat(verdict(CONSTANT, 1_005)).isEqualTo(Verdict.WARN);
        assertThat(verdict(CONSTANT, 950)).isEqualTo(Verdict.WARN);
        assertThat(verdict(CONSTANT, 949)).isEqualTo(Verdict.FAIL);
        var unusual = new UsualCount(CONSTANT, Baseline.USUAL).judge(960);
        assertThat(unusual.found).isEqualTo("it has 960 rows, which is unusually fewer than 1,000");
        assertThat(unusual.hint).isEmpty();
    }

    @Test
    void a_table_that_varies_cannot_widen_its_bounds() {
        var wild = counts(10, 5_000, 40, 9_000, 200, 7_000, 3, 8_000);

        assertThat(verdict(wild, 7_599)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(wild, 7_600)).isEqualTo(Verdict.PASS);
        assertThat(verdict(wild, 9_601)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void growth_that_goes_on_passes_and_a_loss_from_its_top_fails() {
        var monthly = LongStream.rangeClosed(1, 10)
                .mapToObj(n -> Math.round(1_000_000 * Math.pow(1.1, n)))
                .toList();
        long newest = monthly.get(9);

        assertThat(verdict(monthly, Math.round(newest * 1.1))).isEqualTo(Verdict.PASS);
        assertThat(verdict(monthly, Math.round(newest * 0.94))).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_little_lost_each_time_adds_up() {
        var past = new ArrayList<>(CONSTANT);
        double rows = 1000;
        int runs = 0;
        while (verdict(past.subList(Math.max(0, past.size() - 10), past.size()), Math.round(rows * 0.96))
                != Verdict.FAIL) {
            rows *= 0.96;
            past.add(Math.round(rows));
            runs++;
            assertThat(runs).as("4 %% lost in each of %d runs", runs).isLessThan(3);
        }
        assertThat(runs).isEqualTo(1);
    }

    @Test
    void an_empty_table_that_had_rows_fails_whatever_is_on_record() {
        for (var past : List.of(counts(7), CONSTANT, counts(0, 0, 1, 1, 1), counts(1, 1, 1, 1, 1))) {
            var finding = new UsualCount(past, new Baseline(List.of(), 9, 0.99, Optional.empty())).judge(0);
            assertThat(finding.verdict).isEqualTo(Verdict.FAIL);
            assertThat(finding.found).startsWith("it is empty, and had ");
        }
        assertThat(verdict(counts(0, 0, 0, 0, 0), 0)).isEqualTo(Verdict.PASS);
        assertThat(verdict(counts(0, 0, 0, 0, 0), 10)).isEqualTo(Verdict.WARN);
        assertThat(verdict(counts(0, 0, 0, 0, 0), 11)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(counts(), 0)).isEqualTo(Verdict.WARN);
        assertThat(verdict(counts(0, 0), 0)).as("never had a row").isEqualTo(Verdict.WARN);
    }

    @Test
    void the_median_of_an_even_number_of_runs_lies_between_the_two_in_the_middle() {
        var finding = new UsualCount(counts(60, 10, 20, 45, 30, 50), Baseline.USUAL).judge(50);

        assertThat(finding.note).isEqualTo("median of 6 runs: 37.5, MAD: 15");
    }

    @Test
    void what_is_three_scaled_deviations_away_is_still_usual() {
        var constant = counts(20_000, 20_000, 20_000, 20_000, 20_000);

        assertThat(verdict(constant, 20_088)).isEqualTo(Verdict.PASS);
        assertThat(verdict(constant, 20_089)).isEqualTo(Verdict.WARN);
    }

    @Test
    void of_too_few_runs_nothing_is_verified_and_that_is_said() {
        for (int runs = 0; runs < 5; runs++) {
            var finding = new UsualCount(CONSTANT.subList(0, runs), Baseline.USUAL).judge(17);
            assertThat(finding.verdict).isEqualTo(Verdict.WARN);
            assertThat(finding.found)
                    .isEqualTo("it has 17 rows, which were compared with nothing: insufficient data: " + runs
                            + " of 5 runs are on record");
        }
        assertThat(verdict(CONSTANT.subList(0, 5), 17)).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_share_of_nought_allows_nothing() {
        var fixed = new Baseline(List.of(), 0, 0, Optional.empty());

        assertThat(new UsualCount(CONSTANT, fixed).judge(1_000).verdict).isEqualTo(Verdict.PASS);
        assertThat(new UsualCount(CONSTANT, fixed).judge(1_001).verdict).isEqualTo(Verdict.FAIL);
        assertThat(new UsualCount(CONSTANT, fixed).judge(999).verdict).isEqualTo(Verdict.FAIL);
    }

    @Test
    void small_tables_may_change_by_a_few_rows() {
        var small = counts(5, 5, 5, 5, 5);

        assertThat(verdict(small, 15)).isEqualTo(Verdict.WARN);
        assertThat(verdict(small, 16)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(small, 4)).isEqualTo(Verdict.PASS);
        assertThat(verdict(small, 3)).isEqualTo(Verdict.FAIL);
    }
}

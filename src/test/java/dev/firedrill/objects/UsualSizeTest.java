package dev.firedrill.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.restore.PastValue;
import dev.firedrill.rules.Rule;
import dev.firedrill.rules.RuleAssert;
import dev.firedrill.rules.RuleContext;
import dev.firedrill.rules.RuleRunner;
import dev.firedrill.rules.Samples;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a tenth of yesterday's size is complete by its own list, and is found all the same. */
class UsualSizeTest {
    private static final long GIGABYTE = 1_000_000_000;
    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    @Test
    void a_tenth_of_yesterday_fails() {
        var judged = judge(GIGABYTE, 10, 10, 11, 10, 10);
        assertThat(judged.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judged.message())
                .contains("less than half", "1,000 MB", "the median of 5 days is 10,000 MB", "last day had 10,000 MB");
    }

    @Test
    void about_the_usual_size_passes_and_is_the_value_of_the_rule() {
        var judged = judge(9 * GIGABYTE, 10, 10, 11, 10, 10);
        assertThat(judged.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged.value()).isEqualTo(9e9);
    }

    @Test
    void an_odd_day_before_hides_nothing() {
        assertThat(judge(GIGABYTE, 10, 10, 11, 10, 1).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(judge(10 * GIGABYTE, 10, 10, 11, 10, 1).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void half_of_the_last_day_fails_though_the_median_is_small() {
        assertThat(judge(4 * GIGABYTE, 3, 3, 3, 9, 9).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void more_than_twice_as_much_warns() {
        assertThat(judge(30 * GIGABYTE, 10, 10, 11, 10, 10).verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void fewer_than_five_days_are_insufficient_and_no_pass() {
        var judged = judge(GIGABYTE, 10, 10, 10, 10);
        assertThat(judged.verdict()).isEqualTo(Verdict.WARN);
        assertThat(judged.message())
                .contains("insufficient data: 4 of 5 days", "less than half of the last day's 10,000 MB");
        assertThat(judge(GIGABYTE).message()).contains("insufficient data: 0 of 5 days");
    }

    @Test
    void many_runs_of_one_day_are_one_day_and_those_of_today_are_none() {
        var past = new ArrayList<PastValue>();
        for (int hour = 1; hour < 12; hour++) {
            past.add(new PastValue(NOW.minus(Duration.ofDays(1)).plusSeconds(hour), GIGABYTE));
            past.add(new PastValue(NOW.minusSeconds(hour), GIGABYTE));
        }
        assertThat(UsualSize.of(past, NOW).days()).containsExactly(GIGABYTE);
    }

    @Test
    void what_is_older_than_30_days_is_forgotten() {
        assertThat(UsualSize.of(List.of(new PastValue(NOW.minus(Duration.ofDays(31)), 1)), NOW)
                        .days())
                .isEmpty();
    }

    @Test
    void the_evidence_remembers_the_size_of_each_run(@TempDir Path home) throws IOException {
        var store = PlantedStore.in(home);
        var first = store.read();
        assertThatWarns(first);
        first.recorded();
        var second = store.read();
        assertThat(second.instance().pastValues(ObjectsAssert.SIZE))
                .singleElement()
                .satisfies(past -> assertThat(past.value()).isEqualTo(100_022));
    }

    @Test
    void evidence_that_was_altered_is_not_believed(@TempDir Path home) throws IOException {
        var store = PlantedStore.in(home);
        store.read().judged().recorded();
        var evidence = home.resolve(".firedrill/evidence.jsonl");
        Files.writeString(evidence, Files.readString(evidence).replace("\"bytes\":100022", "\"bytes\":900022"));
        var reading = store.read();
        assertThatThrownBy(() -> reading.instance().assertThat().hasUsualSize())
                .isInstanceOf(Inconclusive.class)
                .hasMessageContaining("is not believed");
    }

    private static void assertThatWarns(PlantedStore.Reading reading) {
        reading.instance().assertThat().hasUsualSize();
        assertThat(reading.rule(ObjectsAssert.SIZE).verdict()).isEqualTo(Verdict.WARN);
    }

    private static RuleOutcome judge(long bytes, int... gigabytes) {
        var past = new ArrayList<PastValue>();
        for (int i = 0; i < gigabytes.length; i++) {
            past.add(new PastValue(NOW.minus(Duration.ofDays(gigabytes.length - i)), gigabytes[i] * GIGABYTE));
        }
        var outcomes = new ArrayList<RuleOutcome>();
        var listener = new RuleListener() {
            @Override
            public void ruleStarted(String id, String description) {}

            @Override
            public void ruleFinished(RuleOutcome outcome) {
                outcomes.add(outcome);
            }
        };
        var context = new RuleContext("archive", listener, Samples.KEYS);
        try {
            RuleRunner.verifyAll(context, runner -> new Judging(runner).judge(UsualSize.of(past, NOW), bytes));
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining("FAIL");
        }
        return outcomes.get(0);
    }

    private static final class Judging extends RuleAssert<Judging> {
        Judging(RuleRunner runner) {
            super(runner);
        }

        void judge(UsualSize usual, long bytes) {
            evaluate(new Rule("size", "usual size", ""), () -> usual.judge(bytes));
        }

        @Override
        protected Judging self() {
            return this;
        }
    }
}

package dev.firedrill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.config.KnownOffence;
import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a list of known offenders makes of a finding: each message whole. */
class KnownRuleTest implements RuleListener {
    private static final LocalDate UNTIL = LocalDate.parse("2027-03-01");

    private LocalDate today = UNTIL;
    private Samples samples = Samples.KEYS;
    private List<String> columns = List.of("id");
    /** What PostgreSQL was asked for at most. */
    private int most;

    @Override
    public void ruleStarted(String id, String description) {}

    @Override
    public void ruleFinished(RuleOutcome outcome) {}

    private static Offender offender(String key) {
        return new Offender(List.of(key), new Sample(key, ""));
    }

    private static List<Offender> offenders(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> offender("" + n))
                .toList();
    }

    private Finding counted(long offences, Bounds bounds, List<Offender> rows) {
        return Finding.ofOffences(offences, bounds)
                .found(offences + " do")
                .samples(
                        "orders.id",
                        rows.stream().limit(20).map(Offender::sample).toList())
                .sql("SELECT id")
                .offending(new Offending("SELECT id", 1, limit -> {
                    most = limit;
                    return new OffendingRows(columns, rows);
                }));
    }

    private Finding broken(int first, int last) {
        return counted(last - first + 1, Bounds.NONE_ALLOWED, offenders(first, last));
    }

    private static List<List<String>> keys(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> List.of("" + n)).toList();
    }

    private Finding judged(Finding finding, List<List<String>> known) throws Exception {
        var entry = new KnownOffence("firedrill.yaml:9", "r", Path.of("known/orders.csv"), "dba", UNTIL, "OPS-41");
        return new KnownRule("shop", entry, new KeysFile(List.of("id"), false, known), today).judge(finding, samples);
    }

    private String message(Finding finding) {
        return RuleMessage.of(new RuleContext("orders", this, samples), new Rule("r", " it  to hold", ""), finding);
    }

    @Test
    void new_ones_fail_and_the_known_are_counted_beside_them() throws Exception {
        var finding = judged(broken(1, 5), keys(1, 4));

        assertThat(message(finding))
                .isEqualTo(
                        """
                        FAIL  orders · rule r
                        Expecting  it  to hold
                        but 5 do: 1 new, 4 known (owner dba, until 2027-03-01: OPS-41); allowed: 0 new.
                          new orders.id:  5
                        All:  SELECT id""");
        assertThat(finding.value).isEqualTo(5);
        assertThat(finding.bounds).isEqualTo("at most 0 beside 4 known (owner dba, until 2027-03-01: OPS-41)");
        assertThat(most).isEqualTo(KeysFile.MOST + 1);
    }

    @Test
    void known_ones_alone_warn_and_a_message_says_how_many_it_leaves_out() throws Exception {
        var finding = judged(broken(1, 25), keys(1, 25));

        assertThat(message(finding))
                .isEqualTo(
                        """
                        WARN  orders · rule r
                        Expecting  it  to hold
                        but 25 do: 0 new, 25 known (owner dba, until 2027-03-01: OPS-41); allowed: 0 new.
                          known orders.id:  1, 2, 3 ... 20 of 25, all in the report
                        All:  SELECT id""");
    }

    @Test
    void within_a_bound_new_ones_pass_only_where_none_is_known() throws Exception {
        var bounds = new Bounds(5, 5);

        assertThat(judged(counted(1, bounds, offenders(2, 2)), keys(1, 1)).verdict)
                .isEqualTo(Verdict.PASS);
        assertThat(judged(counted(2, bounds, offenders(1, 2)), keys(1, 1)).verdict)
                .isEqualTo(Verdict.WARN);
        assertThat(judged(counted(2, new Bounds(5, 0), offenders(2, 3)), keys(1, 1)).verdict)
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void what_is_healed_is_named_as_far_as_twenty_keys() throws Exception {
        var none = counted(0, Bounds.NONE_ALLOWED, List.of());

        assertThat(message(judged(none, List.of(Arrays.asList("a", null), List.of("b", "2")))))
                .isEqualTo(
                        """
                        WARN  orders · rule r
                        Expecting  it  to hold
                        but it holds: none of the 2 that are known (owner dba, until 2027-03-01: OPS-41) offends.
                        Healed: 2 of 2 known: (a, NULL), (b, 2). If this is the newest state, strike them: firedrill known strike shop r
                        All:  SELECT id""");
        assertThat(judged(broken(21, 21), keys(1, 21)).remark)
                .startsWith("Healed: 20 of 21 known: 1, 2, ")
                .contains("19, 20. If ");
        assertThat(judged(broken(22, 22), keys(1, 22)).remark)
                .startsWith("Healed: 21 of 22 known: 1, 2, ")
                .contains("19, 20 .... If ");
        assertThat(judged(broken(1, 2), keys(1, 2)).remark).isEmpty();
    }

    @Test
    void a_list_that_is_over_excuses_nobody() throws Exception {
        assertThat(judged(broken(1, 1), keys(1, 1)).verdict).as("the last day").isEqualTo(Verdict.WARN);
        today = UNTIL.plusDays(1);

        assertThat(message(judged(broken(1, 1), keys(1, 1))))
                .isEqualTo(
                        """
                        FAIL  orders · rule r
                        Expecting  it  to hold
                        but 1 do; they were known until 2027-03-01 (owner dba: OPS-41), which is over; allowed: 0.
                          orders.id:  1
                        Hint: today is 2027-03-02 (UTC): mend them, or decide anew: firedrill known add shop r
                        All:  SELECT id""");
        var holds = counted(0, Bounds.NONE_ALLOWED, List.of());
        assertThat(judged(holds, keys(1, 1)).holds()).isTrue();
        assertThat(holds.hint).isEmpty();
    }

    @Test
    void more_than_can_be_compared_fail_where_the_known_taken_off_are_still_too_many() throws Exception {
        var many = offenders(1, KeysFile.MOST + 1);

        assertThat(message(judged(counted(1_000_000, Bounds.NONE_ALLOWED, many), keys(1, 2))))
                .isEqualTo(
                        """
                        FAIL  orders · rule r
                        Expecting  it  to hold
                        but 1000000 do, of which 2 at most are known (owner dba, until 2027-03-01: OPS-41); allowed: 0.
                          orders.id:  1, 2, 3 ... 20 of 1,000,000, all in the report
                        Hint: more than 100,000 offenders are not compared with what is known: mend them, or lower atMost.
                        All:  SELECT id""");
        var bounds = new Bounds(KeysFile.MOST - 1, 0);
        assertThat(judged(counted(many.size(), bounds, many), keys(1, 2)).verdict)
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged(counted(many.size(), bounds, many), keys(1, 1)).verdict)
                .isEqualTo(Verdict.FAIL);
        var limit = offenders(1, KeysFile.MOST);
        assertThat(judged(counted(limit.size(), Bounds.NONE_ALLOWED, limit), keys(1, KeysFile.MOST)).verdict)
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void what_cannot_be_compared_keeps_its_verdict_and_says_why() throws Exception {
        var miscounted = counted(3, Bounds.NONE_ALLOWED, offenders(1, 2)).hint("no foreign key.");
        assertThat(message(judged(miscounted, keys(1, 2))))
                .isEqualTo(
                        """
                        FAIL  orders · rule r
                        Expecting  it  to hold
                        but 3 do; allowed: 0.
                          orders.id:  1, 2
                        Hint: no foreign key.
                        Hint: known has no effect (firedrill.yaml:9): it counts 3 offences and names 2 rows. Remove it, or freeze the rule anew.
                        All:  SELECT id""");
        withoutEffect(
                Finding.ofOffences(1, Bounds.NONE_ALLOWED),
                "its offenders have no keys by which they could be told apart");
        columns = List.of("ctid");
        withoutEffect(broken(1, 1), "rows without a primary key are named by their place, which they do not keep");
        columns = List.of("line");
        withoutEffect(broken(1, 1), "orders.csv names its keys by [id], and the rule names rows by [line]");
        withoutEffect(
                Finding.ofMeasure(1, "2 to 3", false),
                "this rule measures, or speaks of more than the rows of one table, so that no row of it can be known");
        var holds = judged(Finding.ofMeasure(2, "2 to 3", true), keys(1, 1));
        assertThat(holds.verdict).isEqualTo(Verdict.WARN);
        assertThat(holds.found).isEqualTo("it holds, and is listed as known all the same");
    }

    private void withoutEffect(Finding finding, String reason) throws Exception {
        var judged = judged(finding, keys(1, 1));
        assertThat(judged.verdict).isEqualTo(Verdict.FAIL);
        assertThat(judged.hint)
                .isEqualTo(
                        "known has no effect (firedrill.yaml:9): " + reason + ". Remove it, or freeze the rule anew.");
    }

    @Test
    void an_empty_list_and_what_could_not_be_judged_change_nothing() throws Exception {
        assertThat(judged(broken(1, 1), List.of()).found).isEqualTo("1 do");
        for (var finding : List.of(Finding.unknown("gone", null), Finding.ofMissingObject("no table"))) {
            var verdict = finding.verdict;
            assertThat(judged(finding, keys(1, 1)).verdict).isEqualTo(verdict);
            assertThat(finding.hint).isEmpty();
        }
    }
}

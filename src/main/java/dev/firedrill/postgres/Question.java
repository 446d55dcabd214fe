package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One rule while it is evaluated together with others. */
final class Question {
    private final TableInspection inspection;
    private Tally tally;
    private Catalog catalog;
    private List<Counted> counted = List.of();
    private boolean alone;
    private long nanos;
    private Finding finding;

    Question(TableInspection inspection) {
        this.inspection = inspection;
    }

    /**
     * Numbers that it waits for.
     *
     * @param index which of its counts they belong to
     * @param count what is asked now
     */
    record Wanted(Question question, int index, Count count) {
        void are(Counted numbers, long nanos) {
            question.are(this, numbers, nanos);
        }

        /** Where only the screening failed, all that is left to do is to count. */
        void cannotBeHad(boolean screening) {
            question.alone |= !screening;
        }
    }

    /** Finds in the catalog what the rule speaks of. */
    void ask(RuleSession session, Map<String, Relation> known) {
        long began = System.nanoTime();
        catalog = new Catalog(session, known);
        try {
            tally = session.attempt(() -> inspection.ask(session, catalog));
            counted = new ArrayList<>();
            tally.counts().forEach(count -> counted.add(null));
            alone = !tally.counts().stream().allMatch(Count::shareable);
        } catch (ObjectMissing e) {
            finding = Finding.ofMissingObject(e.getMessage());
        } catch (SQLException | RuntimeException e) {
            alone = true;
        }
        took(System.nanoTime() - began);
    }

    /** What it counts, as far as it can do so beside others. */
    List<Count> counts() {
        return isOpen() && !alone ? tally.counts() : List.of();
    }

    /**
     * What it still needs to know.
     *
     * @param screened which of its counts are only screened at first
     */
    List<Wanted> wanted(Predicate<Count> screened) {
        var wanted = new ArrayList<Wanted>();
        for (int i = 0; isOpen() && !alone && i < counted.size(); i++) {
            if (counted.get(i) == null) {
                var count = tally.counts().get(i);
                wanted.add(new Wanted(this, i, screened.test(count) ? count.screening() : count));
            }
        }
        return wanted;
    }

    private void are(Wanted wanted, Counted numbers, long time) {
        nanos += time;
        var asked = tally.counts().get(wanted.index());
        if (wanted.count().equals(asked)) {
            counted.set(wanted.index(), numbers);
        } else if (numbers.number(1) == 0) {
            counted.set(
                    wanted.index(),
                    Counted.onlyRows(numbers.text(0), asked.numbers().size()));
        }
    }

    /** Makes a finding of the numbers. */
    void read(RuleSession session) {
        if (!isOpen() || alone) {
            return;
        }
        long began = System.nanoTime();
        try {
            finding = session.attempt(() -> tally.reading().of(counted, session));
        } catch (SQLException | RuntimeException e) {
            alone = true;
        }
        took(System.nanoTime() - began);
    }

    /** Evaluates it in a session of its own that sees the same, as long as the server lives that said what that is. */
    void answerAlone(String snapshot) {
        long began = System.nanoTime();
        try (var session = reopened(snapshot)) {
            finding = inspection.in(session);
        } catch (SQLException e) {
            refused(e);
        } catch (RuntimeException e) {
            failed(e);
        }
        took(System.nanoTime() - began);
    }

    private RuleSession reopened(String snapshot) throws SQLException {
        try {
            return RuleSession.open(inspection.database(), snapshot);
        } catch (SQLException e) {
            return RuleSession.open(inspection.database());
        }
    }

    void refused(SQLException e) {
        finding = ServerFault.of(e).finding(inspection.table());
    }

    void failed(Throwable e) {
        finding = Finding.unknown("it could not be evaluated: " + e, e);
    }

    private void took(long time) {
        nanos += time;
        if (finding != null) {
            finding.took(Duration.ofNanos(nanos));
        }
    }

    boolean isOpen() {
        return finding == null;
    }

    Finding finding() {
        return finding;
    }
}

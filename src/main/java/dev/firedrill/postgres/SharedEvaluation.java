package dev.firedrill.postgres;

import dev.firedrill.rules.Finding;
import dev.firedrill.rules.Inspection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Evaluates rules of one database together: what they count at one source is counted in one pass, and all see one state.
 * A rule whose question fails takes none of the others with it: those that asked with it are asked again, each alone.
 */
final class SharedEvaluation {
    private final RuledDatabase database;
    private final Map<String, Relation> relations = new HashMap<>();

    SharedEvaluation(RuledDatabase database) {
        this.database = database;
    }

    /** The findings, in the order of the inspections. */
    List<Finding> findings(List<? extends Inspection> inspections) {
        var questions = new ArrayList<Question>();
        for (var inspection : inspections) {
            if (inspection instanceof TableInspection table) {
                questions.add(new Question(table));
            }
        }
        answer(questions);
        var answers = questions.iterator();
        return inspections.stream()
                .map(inspection ->
                        inspection instanceof TableInspection ? answers.next().finding() : inspect(inspection))
                .toList();
    }

    private static Finding inspect(Inspection inspection) {
        long began = System.nanoTime();
        try {
            return inspection.inspect().took(Duration.ofNanos(System.nanoTime() - began));
        } catch (Exception | Error e) {
            return Finding.unknown("it could not be evaluated: " + e, e);
        }
    }

    private void answer(List<Question> questions) {
        if (questions.isEmpty()) {
            return;
        }
        try (var sessions = Sessions.open(database)) {
            questions.forEach(question -> question.ask(sessions.leader(), relations));
            count(sessions, questions, isScreened(questions), true);
            count(sessions, questions, count -> false, false);
            questions.forEach(question -> question.read(sessions.leader()));
            for (var question : questions) {
                if (question.isOpen()) {
                    question.answerAlone(sessions.snapshot());
                }
            }
        } catch (SQLException e) {
            questions.stream().filter(Question::isOpen).forEach(question -> question.refused(e));
        } catch (RuntimeException | Error e) {
            // What stands in the way of all is said of each.
            questions.stream().filter(Question::isOpen).forEach(question -> question.failed(e));
        }
    }

    /** What is counted beside the groups of a key is counted at once: a second reading would cost what the first spared. */
    private static Predicate<Count> isScreened(List<Question> questions) {
        var counts = questions.stream()
                .flatMap(question -> question.counts().stream())
                .collect(Collectors.groupingBy(Count::source));
        var atOnce = new HashSet<Source>();
        for (var source : counts.keySet()) {
            var rows = new Source.Rows(source.table());
            if (source instanceof Source.Groups groups && RowsByKey.fit(groups, counts.getOrDefault(rows, List.of()))) {
                atOnce.add(rows);
            }
        }
        return count -> !atOnce.contains(count.source());
    }

    private static void count(
            Sessions sessions, List<Question> questions, Predicate<Count> screened, boolean screening) {
        var wanted = questions.stream()
                .flatMap(question -> question.wanted(screened).stream())
                .toList();
        var passes = Passes.of(wanted, sessions.canSplit());
        sessions.run(passes.pieces());
        passes.distribute(screening);
    }
}

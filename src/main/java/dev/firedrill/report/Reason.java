package dev.firedrill.report;

import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.Run;
import dev.firedrill.verdict.CheckOutcome;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why something is red, in one line: what was found rather than what was expected. */
final class Reason {
    static final int ROOM = 110;
    private static final int WARNINGS = 10;

    private Reason() {}

    /** Of a restore: its own failure, else its worst rule, else the check that looked at it. */
    static String of(Run run, Restoration restoration) {
        var name = restoration.system().name() + ": ";
        var own = restoration.failure().map(failure -> gist(String.valueOf(failure.getMessage()), restoration));
        return Text.cut(
                name
                        + own.or(() -> worstRule(restoration))
                                .or(() ->
                                        restoration.missedObjectives().stream().findFirst())
                                .or(() -> redCheck(run, restoration))
                                .orElse("it was not told whether the restore succeeded"),
                ROOM);
    }

    /** What did not turn a run red, and should be read first of all that passed: a line for each, and not for ever. */
    static List<String> warnings(List<Restoration> restorations) {
        var lines = restorations.stream()
                .flatMap(restoration -> restoration.rules().stream()
                        .filter(rule -> rule.verdict() == Verdict.WARN)
                        .map(rule -> Text.cut(
                                "WARN " + restoration.system().name() + ": rule " + rule.id() + ": "
                                        + gist(rule.message(), restoration),
                                ROOM)))
                .distinct()
                .toList();
        return lines.size() <= WARNINGS
                ? lines
                : Stream.concat(
                                lines.stream().limit(WARNINGS),
                                Stream.of("WARN " + (lines.size() - WARNINGS) + " more, all in the report"))
                        .toList();
    }

    /** Of a check that restored nothing. */
    static String of(CheckOutcome check) {
        return Text.cut(
                check.verdict() + ": " + check.className() + " " + check.name() + ": " + gist(check.message(), null),
                ROOM);
    }

    private static Optional<String> worstRule(Restoration restoration) {
        return restoration.rules().stream()
                .filter(rule -> rule.verdict().breaksTheBuild())
                .max(Comparator.comparing(RuleOutcome::verdict))
                .map(rule -> "rule " + rule.id() + ": " + gist(rule.message(), restoration));
    }

    private static Optional<String> redCheck(Run run, Restoration restoration) {
        return run.checks().stream()
                .filter(check ->
                        check.verdict().breaksTheBuild() && check.restorations().contains(restoration.id()))
                .max(Comparator.comparing(CheckOutcome::verdict))
                .map(check -> check.name() + ": " + gist(check.message(), restoration));
    }

    /** From the line that begins with "but" to the first hint; the whole message where there is no such line. */
    static String gist(String message, Restoration restoration) {
        var lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        var found = lines.stream().dropWhile(line -> !line.startsWith("but ")).toList();
        var told = found.isEmpty() ? lines : found;
        var gist = told.stream()
                .takeWhile(
                        line -> !List.of("Hint:", "Remedy:", "All:", "Healed:").contains(line.split(" ")[0]))
                .collect(Collectors.joining(" "))
                .replaceFirst("^but ", "");
        return withoutHead(gist, restoration);
    }

    private static String withoutHead(String gist, Restoration restoration) {
        var text = gist;
        for (var verdict : Verdict.values()) {
            text = text.replaceFirst("^" + verdict + "\\b[:\\s]*", "");
        }
        if (restoration != null && text.startsWith(restoration.headline())) {
            text = text.substring(restoration.headline().length()).replaceFirst("^[\\s:·]+(rule \\S+\\s*)?", "");
        }
        return text;
    }
}

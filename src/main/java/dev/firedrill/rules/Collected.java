package dev.firedrill.rules;

import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers broken rules and throws them together: as FAIL if one is, else as INCONCLUSIVE. */
final class Collected implements Reporting {
    private final List<Throwable> broken = new ArrayList<>();
    private int evaluated;

    @Override
    public void evaluated(Throwable thrown) {
        evaluated++;
        if (thrown != null) {
            broken.add(thrown);
        }
    }

    /** Runs the rules and throws what they found, together with what the code around them threw. */
    void run(Runnable rules) {
        try {
            rules.run();
        } catch (RuntimeException | AssertionError e) {
            if (broken.isEmpty()) {
                throw e;
            }
            broken.add(e);
        }
        if (evaluated == 0) {
            throw new Inconclusive("verifyAll evaluated no rule: nothing was verified");
        }
        if (!broken.isEmpty()) {
            throwTogether();
        }
    }

    private void throwTogether() {
        if (broken.size() == 1) {
            Reporting.strict().evaluated(broken.get(0));
        }
        var verdict = Verdict.worst(broken.stream().map(Verdict::of).toList());
        var message = verdict + "  " + Numbers.text(broken.size(), "problem") + ", " + Numbers.text(evaluated, "rule")
                + " evaluated:" + broken.stream().map(Collected::text).collect(Collectors.joining());
        var together = verdict == Verdict.FAIL ? new AssertionError(message) : new Inconclusive(message);
        broken.forEach(together::addSuppressed);
        Reporting.strict().evaluated(together);
    }

    private static String text(Throwable thrown) {
        var said = thrown instanceof AssertionError
                || thrown instanceof Inconclusive
                || thrown instanceof ConfigurationMistake;
        return "\n\n" + (said ? thrown.getMessage() : thrown.toString());
    }
}

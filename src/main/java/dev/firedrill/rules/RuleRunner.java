package dev.firedrill.rules;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import dev.firedrill.verdict.RuleOutcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Evaluates rules: tells the listener before and after each, whatever happens, and reports those that are broken. */
public final class RuleRunner {
    private final RuleContext context;
    private final Reporting reporting;
    private final BiConsumer<Rule, Inspection> recorder;

    private RuleRunner(RuleContext context, Reporting reporting) {
        this.context = context;
        this.reporting = reporting;
        this.recorder = this::evaluate;
    }

    private RuleRunner(BiConsumer<Rule, Inspection> recorder) {
        this.context = null;
        this.reporting = null;
        this.recorder = recorder;
    }

    /** Evaluates nothing: hands each rule on, with the inspection that it would have made. */
    public static RuleRunner recording(BiConsumer<Rule, Inspection> recorder) {
        return new RuleRunner(recorder);
    }

    /** A broken rule throws at once. */
    public static RuleRunner strict(RuleContext context) {
        return new RuleRunner(context, Reporting.strict());
    }

    /**
     * Evaluates all rules, then throws once what is broken.
     *
     * @throws AssertionError if a rule is broken; the message has them all
     * @throws Inconclusive if none is broken, but one could not be evaluated, or if there was none
     */
    public static void verifyAll(RuleContext context, Consumer<RuleRunner> rules) {
        var collected = new Collected();
        collected.run(() -> rules.accept(new RuleRunner(context, collected)));
    }

    /** Evaluates a rule, or records it. */
    public void run(Rule rule, Inspection inspection) {
        recorder.accept(rule, inspection);
    }

    private void evaluate(Rule rule, Inspection inspection) {
        context.listener().ruleStarted(rule.id(), rule.description());
        long started = System.nanoTime();
        var finding = inspect(rule, inspection);
        var elapsed = finding.took.orElse(Duration.ofNanos(System.nanoTime() - started));
        var message = finding.holds() ? "" : RuleMessage.of(context, rule, finding);
        context.listener().ruleFinished(outcome(rule, finding, message, elapsed));
        if (finding.cause instanceof Error error) {
            throw error;
        }
        reporting.evaluated(broken(finding, message));
    }

    private Finding inspect(Rule rule, Inspection inspection) {
        try {
            return context.known().judge(rule.id(), inspection.inspect(), context.samples());
        } catch (Exception | Error e) {
            return Finding.unknown("it could not be evaluated: " + reason(e), e);
        }
    }

    private static String reason(Throwable thrown) {
        return thrown instanceof Inconclusive
                ? thrown.getMessage().replaceFirst("^" + Verdict.INCONCLUSIVE + " +", "")
                : thrown.toString();
    }

    private RuleOutcome outcome(Rule rule, Finding finding, String message, Duration elapsed) {
        return new RuleOutcome(
                rule.id(),
                rule.description() + (finding.note.isEmpty() ? "" : " (" + finding.note + ")"),
                finding.value,
                finding.bounds,
                finding.verdict,
                message,
                RuleMessage.samples(context, finding),
                finding.sql,
                elapsed);
    }

    private static Throwable broken(Finding finding, String message) {
        if (!finding.verdict.breaksTheBuild()) {
            return null;
        }
        if (finding.verdict == Verdict.INCONCLUSIVE) {
            return new Inconclusive(message, finding.cause);
        }
        return finding.damaged ? new BackupUnusable(message, finding.cause) : new AssertionError(message);
    }
}

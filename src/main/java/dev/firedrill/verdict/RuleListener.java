package dev.firedrill.verdict;

/** Is told of each rule, on the thread that evaluates it. {@code started} and {@code finished} come in pairs. */
public interface RuleListener {
    /** A rule is about to be evaluated. */
    void ruleStarted(String id, String description);

    /** The rule was evaluated, or could not be: then its verdict is INCONCLUSIVE. */
    void ruleFinished(RuleOutcome outcome);
}

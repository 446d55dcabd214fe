package dev.firedrill.matrix;

import dev.firedrill.verdict.Verdict;

/**
 * What Firedrill said of a backup.
 *
 * @param layer the first that found something wrong
 * @param rule the id of the rule that did, where it was one
 * @param message in its own words, whole
 */
record Found(Layer layer, Verdict verdict, String rule, String message) {
    static final Found NOTHING = new Found(Layer.NONE, Verdict.PASS, "", "");

    /** Layer and rule, as the document names them. */
    String by() {
        return rule.isEmpty() ? layer.toString() : layer + ": " + rule;
    }
}

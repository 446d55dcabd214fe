package dev.firedrill.matrix;

import dev.firedrill.verdict.Verdict;

/**
 * Who must find a fault, and what must be said of it. If that layer goes blind it is not enough that a later one finds it.
 *
 * @param rule the id of the rule that must find it; empty where no rule does
 */
record Expected(Layer layer, Verdict verdict, String rule) {
    static Expected fail(Layer layer) {
        return new Expected(layer, Verdict.FAIL, "");
    }

    static Expected fail(Layer layer, String rule) {
        return new Expected(layer, Verdict.FAIL, rule);
    }

    static Expected inconclusive(Layer layer) {
        return new Expected(layer, Verdict.INCONCLUSIVE, "");
    }

    static Expected inconclusive(Layer layer, String rule) {
        return new Expected(layer, Verdict.INCONCLUSIVE, rule);
    }

    /** Only where the design says that it is no more than a warning. */
    static Expected warn(Layer layer, String rule) {
        return new Expected(layer, Verdict.WARN, rule);
    }

    /** Every layer is content, and depth {@code content} says that it has nothing to compare with. */
    static Expected inventory() {
        return inconclusive(Layer.INVENTORY);
    }

    boolean isMetBy(Found found) {
        return equals(new Expected(found.layer(), found.verdict(), found.rule()));
    }

    @Override
    public String toString() {
        return verdict + " by " + new Found(layer, verdict, rule, "").by();
    }
}

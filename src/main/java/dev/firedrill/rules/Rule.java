package dev.firedrill.rules;

/**
 * One consistency condition.
 *
 * @param id stable identity, such as {@code orders-primary-key}
 * @param expectation what follows "Expecting" in a message; names of objects stand between double spaces
 * @param because why it matters; may be empty
 */
public record Rule(String id, String expectation, String because) {
    /** The expectation as one plain line. */
    public String description() {
        return expectation.replaceAll(" +", " ").strip();
    }

    /** The same rule, which matters for one more reason. */
    public Rule alsoBecause(String reason) {
        if (reason.isEmpty()) {
            return this;
        }
        return new Rule(id, expectation, because.isEmpty() ? reason : reason + "; " + because);
    }
}

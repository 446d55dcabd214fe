package dev.firedrill.rules;

/**
 * The modifiers that every rule knows. They come before the verb and are valid for the next verb only:
 *
 * <pre>{@code
 * assertThat(orders).because("OPS-41").atMost(3).warnAbove(0).table("orders").hasNoRowsWhere("total < 0");
 * }</pre>
 *
 * <p>These are not AssertJ's {@code AbstractAssert}: of its methods, some (such as {@code isNotNull}) would look like
 * rules and pass without a look at the data.
 *
 * @param <S> the assertion itself
 */
public abstract class RuleAssert<S extends RuleAssert<S>> {
    private final RuleRunner runner;
    private final Modifiers modifiers;

    protected RuleAssert(RuleRunner runner) {
        this.runner = runner;
        this.modifiers = new Modifiers();
    }

    /** A part of {@code whole}, such as a table of a database: modifiers are shared along the chain. */
    protected RuleAssert(RuleAssert<?> whole) {
        this.runner = whole.runner;
        this.modifiers = whole.modifiers;
    }

    /** Why the next rule matters; it is printed when the rule is broken. */
    public S because(String reason) {
        modifiers.because(reason);
        return self();
    }

    /** How many offending rows the next rule tolerates; 0 if nothing is said. */
    public S atMost(long offences) {
        modifiers.atMost(offences);
        return self();
    }

    /** Above how many offending rows, up to {@link #atMost}, the next rule gives the verdict WARN. */
    public S warnAbove(long offences) {
        modifiers.warnAbove(offences);
        return self();
    }

    protected abstract S self();

    /** The modifiers for the verb that is being evaluated; they do not hold for the one after it. */
    protected Terms terms() {
        return modifiers.take();
    }

    protected S evaluate(Rule rule, Inspection inspection) {
        runner.run(rule, inspection);
        return self();
    }
}

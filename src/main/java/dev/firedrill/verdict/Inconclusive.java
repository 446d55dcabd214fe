package dev.firedrill.verdict;

/** Firedrill could not tell: the host, a permission, a time-out or a query error stood in the way. Never a pass. */
public final class Inconclusive extends RuntimeException {
    public Inconclusive(String message) {
        this(message, null);
    }

    public Inconclusive(String message, Throwable cause) {
        super(Headline.of(Verdict.INCONCLUSIVE, message), cause);
    }

    /** The same, said of one restoration: its headline comes first, once. */
    public Inconclusive of(String headline) {
        return new Inconclusive(Headline.of(Verdict.INCONCLUSIVE, headline, getMessage()), getCause());
    }
}

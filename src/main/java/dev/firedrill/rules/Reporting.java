package dev.firedrill.rules;

/** What becomes of a broken rule: thrown at once, or collected. */
interface Reporting {
    /** A rule was evaluated; {@code broken} is null if it holds. */
    void evaluated(Throwable broken);

    /** Throws what is broken, at once. */
    static Reporting strict() {
        return broken -> {
            if (broken instanceof Error error) {
                throw error;
            }
            if (broken != null) {
                throw (RuntimeException) broken;
            }
        };
    }
}

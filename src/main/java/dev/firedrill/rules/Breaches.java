package dev.firedrill.rules;

import java.util.List;

/**
 * Several things that a rule found to offend, such as the foreign keys of a database: each is judged for itself, by its
 * own offenders.
 */
public interface Breaches {
    /** How a list names one offender: the thing, what its rows are named by, and the row; the latter empty for the thing itself. */
    List<String> COLUMNS = List.of("promise", "key", "row");

    /**
     * Reads the offenders of all these things, as far as they can be told apart.
     *
     * @param most no more than so many are read
     */
    Named named(int most) throws Exception;

    /** The offenders, by name. */
    interface Named {
        List<Offender> offenders();

        /** What offends and has no offenders that a list could name, each with the reason. */
        List<String> nameless();

        /** Whether all was judged and read: what is not among the offenders does not offend. */
        boolean isComplete();

        /**
         * The finding once more: a thing of which all offenders are known is a warning, any other stays what it is. What
         * has no named offenders is excused by nothing.
         */
        Finding beside(KeyComparison compared);
    }
}

package dev.firedrill.postgres.inventory;

import java.sql.SQLException;

/** Finds a state of the source whose position in the log is known exactly. */
interface ExactMoments {
    /**
     * Begins the session's transaction in such a state.
     *
     * @throws dev.firedrill.verdict.Inconclusive if there is none within the time that is given
     */
    Moment begin(PinnedSession leader) throws SQLException;

    /**
     * Sees, after all was read, that the moment is what it was taken for.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it is not
     */
    void confirm(Moment moment) throws SQLException;

    /** Whether others may write meanwhile. */
    boolean isLiving();
}

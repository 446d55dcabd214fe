package dev.firedrill.restore;

import dev.firedrill.backup.RecoveryPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was restored and can be queried. Its platform made it and removes it, by the ledger. */
public interface Instance {
    /** The state that came back. */
    RecoveryPoint recoveryPoint();

    /**
     * Sees that it answers at all, then runs these queries, each of which must return at least one row.
     *
     * @throws AssertionError if one returns nothing
     * @throws dev.firedrill.verdict.Inconclusive if one cannot be run
     */
    void verify(List<String> queries);

    /** How a person connects to it, without a secret. */
    String connection();

    /**
     * How a later process connects to a kept one, in the engine's own words, such as host, port and the file that holds
     * the password; without a secret.
     */
    Map<String, String> address();

    /** How a person removes it who had it kept. */
    String discarding();

    /** The newest lines of the engine's own log. */
    List<String> log();

    /** Bytes that were restored. */
    long bytes();

    /**
     * Of a backup that was only looked at where it lies: what of it was looked at, in a few words, such as {@code 3 of 10
     * objects read}. Then nothing was made that could be kept, and neither a restore time nor a loss can be told. Empty
     * for all that was restored.
     */
    default Optional<String> readInPlace() {
        return Optional.empty();
    }
}

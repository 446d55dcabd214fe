package dev.firedrill.restore;

/**
 * What a sweep did with one entry of the ledger.
 *
 * @param why what stood in the way of its removal; empty unless it was left behind
 */
public record Swept(LedgerEntry entry, Fate fate, String why) {
    /** What became of the thing. */
    public enum Fate {
        /** Asked only what would be done: this would be removed. */
        WOULD_BE_REMOVED,
        /** Removed, and seen to be gone. */
        REMOVED,
        /** It was gone already. */
        GONE,
        /** A person kept it. */
        KEPT,
        /** The process that made it still runs. */
        IN_USE,
        /** It could not be removed. */
        LEFT_BEHIND
    }
}

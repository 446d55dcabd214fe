package dev.firedrill.postgres.inventory;

import java.util.List;

/**
 * What a table contains.
 *
 * @param name quoted and with its schema
 * @param unlogged whether its rows do not survive a recovery, so that they were not counted
 * @param obstacle why its rows could not be read at all, so that nothing is known of them; empty if they were
 * @param ancestors the tables that it inherits from or is a partition of, however far up: its rows are theirs, too
 */
public record TableContent(String name, boolean unlogged, List<String> ancestors, RowDigest digest, String obstacle) {
    public TableContent {
        ancestors = List.copyOf(ancestors);
    }

    /** Whether its rows were read. */
    public boolean isRecorded() {
        return obstacle.isEmpty();
    }
}

package dev.firedrill.kafka.inventory;

import java.time.Instant;

/**
 * Both instants of a comparison.
 *
 * @param inventory when the ends of the partitions were asked for
 * @param backup when the backup was made
 */
record Instants(Instant inventory, Instant backup) {
    /** What came between both is in the inventory alone. */
    boolean backupIsOlder() {
        return backup.isBefore(inventory);
    }

    String note() {
        return "inventory of %s, backup of %s".formatted(inventory, backup);
    }
}

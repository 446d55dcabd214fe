package dev.firedrill.redis.inventory;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.InventoryReader;
import java.nio.file.Path;

/** Inventories of Redis, as targets of restores: the backup that was made in that very instant. */
public final class RedisInventories implements InventoryReader {
    @Override
    public boolean reads(String engine) {
        return engine.equals("redis");
    }

    @Override
    public RecoveryTarget target(Path inventory) {
        var recorded = RedisInventory.read(inventory);
        return new RecoveryTarget.Recorded(
                recorded.instant(),
                backup -> SameInstant.of(recorded, SavedState.ofEach(backup)).isKnown());
    }
}

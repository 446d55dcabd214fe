package dev.firedrill.postgres.inventory;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.restore.InventoryReader;
import java.nio.file.Path;

/** Inventories of PostgreSQL, as targets of restores. */
public final class PostgresInventories implements InventoryReader {
    @Override
    public boolean reads(String engine) {
        return engine.equals("postgresql");
    }

    @Override
    public RecoveryTarget target(Path inventory) {
        var origin = Inventory.read(inventory).origin();
        return new RecoveryTarget.Lsn(origin.lsn().toString(), false);
    }
}

package dev.firedrill.postgres.inventory;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.InventoryReader;

/** Inventories of PostgreSQL, as targets of restores. */
public final class PostgresInventories implements InventoryReader {
    @Override
    public boolean reads(String engine) {
        return engine.equals("postgresql");
    }

    @Override
    public RecoveryTarget target(ProtectedSystem system) {
        var origin = Inventory.of(system).origin();
        return new RecoveryTarget.Lsn(origin.lsn().toString(), false);
    }
}

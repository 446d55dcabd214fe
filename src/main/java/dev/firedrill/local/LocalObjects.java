package dev.firedrill.local;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.objects.ObjectsCatalog;
import dev.firedrill.objects.ObjectsInstance;
import dev.firedrill.restore.RestoreOrder;

/** Objects have no server: to "restore" them is to read them where they lie. Nothing is made, so the ledger stays empty. */
final class LocalObjects {
    private LocalObjects() {}

    static boolean serves(ProtectedSystem system) {
        return system.engine().equals(ObjectsCatalog.ENGINE);
    }

    static ObjectsInstance read(RestoreOrder order) {
        return ObjectsInstance.of(order);
    }
}

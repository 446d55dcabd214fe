package dev.firedrill.restore;

import dev.firedrill.config.ProtectedSystem;
import java.nio.file.Path;
import java.util.List;

/** A place where instances are restored. Found by {@link java.util.ServiceLoader}; imported by nobody. */
public interface Platform {
    /** Its name in firedrill.yaml: {@code local}, {@code docker}, {@code aws}. */
    String name();

    /**
     * Sees that the keys of a system can be used here, without reading a backup.
     *
     * @throws dev.firedrill.config.ConfigurationMistake if not
     */
    default void validate(ProtectedSystem system) {}

    /**
     * Whether this host can restore a system here at all, whatever its backup is. Nothing is made or moved.
     *
     * @param state where the engine's programs may be unpacked
     */
    default List<HostFinding> examine(ProtectedSystem system, Path state) {
        return List.of();
    }

    /**
     * Whether this host can judge the backup of an order, as far as that can be told without restoring it: the same list
     * that {@link #restore} begins with. Nothing is made or moved.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if the backup is seen to be bad
     * @throws dev.firedrill.verdict.Inconclusive if the backup cannot be opened
     */
    default List<HostFinding> examine(RestoreOrder order) {
        return List.of();
    }

    /**
     * Restores a backup to a running, isolated instance. Whatever it makes is noted in the ledger first, through
     * {@link RestoreOrder#willMake}; what it leaves behind on failure is removed by its caller.
     *
     * @throws dev.firedrill.verdict.BackupUnusable if the backup is at fault
     * @throws dev.firedrill.verdict.Inconclusive if this host cannot judge
     */
    Instance restore(RestoreOrder order);

    /** Removes what a ledger entry names; nothing happens if it is gone already. It refuses what it did not make. */
    void remove(LedgerEntry entry);

    /** Whether what a ledger entry names is still there. */
    boolean exists(LedgerEntry entry);

    /**
     * What runs whose ledger is lost left in the place of a system, and whose time is over: made here without doubt, and
     * of use to nobody. As a rule the ledger knows all, and there is nothing.
     *
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be told
     */
    default List<LedgerEntry> expired(ProtectedSystem system) {
        return List.of();
    }

    /** Lets a kept instance outlive this process. */
    void keep(LedgerEntry entry);
}

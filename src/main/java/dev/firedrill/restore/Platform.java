package dev.firedrill.restore;

/** A place where instances are restored. Found by {@link java.util.ServiceLoader}; imported by nobody. */
public interface Platform {
    /** Its name in firedrill.yaml: {@code local}, {@code docker}, {@code aws}. */
    String name();

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

    /** Lets a kept instance outlive this process. */
    void keep(LedgerEntry entry);
}

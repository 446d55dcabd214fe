package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.Depth;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.verdict.RuleListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a platform is asked to restore, and what it tells while it does. */
public interface RestoreOrder {
    String restorationId();

    /** System, request and backup in one line, with which messages begin. */
    String headline();

    ProtectedSystem system();

    /** Where the backup was found. */
    BackupSource source();

    Backup backup();

    RecoveryTarget target();

    /** Whether the check writes. */
    boolean writable();

    /** How deep the restored backup is to be looked into. */
    Depth depth();

    /** The file that says what the system must contain; empty where there is none. */
    default Optional<Path> inventory() {
        return Optional.empty();
    }

    /** Firedrill's state directory, where things that outlive a run may be cached. */
    Path state();

    Deadline deadline();

    /** Is told of every rule that is evaluated on the instance. */
    RuleListener rules();

    /** A check connected to the instance by itself. */
    void lookedInto();

    /** When that rule last passed on this system and with what value, such as {@code 2026-11-15: 0}; empty if unknown. */
    String lastPass(String ruleId);

    /** What that rule found in earlier runs of this system, oldest first, whatever its verdict was. */
    List<PastValue> pastValues(String ruleId);

    /**
     * What the first of these rules that was evaluated counted on earlier restores of this kind, the oldest first.
     *
     * @throws dev.firedrill.verdict.Inconclusive if what is remembered was altered
     */
    List<Long> counts(List<String> ruleIds);

    /** A phase begins; the one before it is over. */
    void enter(Phase phase);

    /** Enters something that this host cannot judge, as a rule with the verdict WARN. No check has looked by that. */
    void doubt(HostFinding finding);

    /** A line for the log of this restoration. */
    void note(String line);

    /**
     * Notes something in the ledger, on disk, before it is made.
     *
     * @param started start of a process in epoch milliseconds; 0 for anything else
     */
    LedgerEntry willMake(String kind, String reference, long started);
}

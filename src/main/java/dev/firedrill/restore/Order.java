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

/** The order for one restoration; what the platform tells goes into the restoration and the ledger. */
record Order(
        Run run,
        Restoration restoration,
        Selection selection,
        Deadline deadline,
        Ledger ledger,
        RuleHistory history,
        Optional<Path> inventory)
        implements RestoreOrder {
    @Override
    public String restorationId() {
        return restoration.id();
    }

    @Override
    public String headline() {
        return restoration.headline();
    }

    @Override
    public ProtectedSystem system() {
        return restoration.system();
    }

    @Override
    public BackupSource source() {
        return system().source(restoration.request().copy());
    }

    @Override
    public Backup backup() {
        return selection.backup();
    }

    @Override
    public RecoveryTarget target() {
        return selection.target();
    }

    @Override
    public boolean writable() {
        return restoration.request().writable();
    }

    @Override
    public Depth depth() {
        return restoration.depth();
    }

    @Override
    public Path state() {
        return run.configuration().state();
    }

    @Override
    public RuleListener rules() {
        return restoration.reporter();
    }

    @Override
    public void lookedInto() {
        restoration.lookedInto();
    }

    @Override
    public String lastPass(String ruleId) {
        return history.lastPass(system().name(), restoration.request().describe(), ruleId);
    }

    @Override
    public List<PastValue> pastValues(String ruleId) {
        return history.values(system().name(), restoration.request().describe(), ruleId);
    }

    @Override
    public List<Long> counts(List<String> ruleIds) {
        return history.counts(
                system().name(),
                restoration.request().describe(),
                ruleIds,
                system().baseline().since());
    }

    @Override
    public void enter(Phase phase) {
        restoration.clock().enter(phase);
    }

    @Override
    public void doubt(HostFinding finding) {
        note("WARN  " + finding);
        restoration.reporter().entered(new Doubt(headline(), finding).outcome());
    }

    @Override
    public void note(String line) {
        restoration.journal().note(line);
    }

    @Override
    public LedgerEntry willMake(String kind, String reference, long started) {
        return ledger.record(restoration.id(), system().platform(), kind, reference, started);
    }
}

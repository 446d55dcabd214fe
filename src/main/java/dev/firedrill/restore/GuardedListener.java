package dev.firedrill.restore;

import dev.firedrill.verdict.RuleOutcome;
import java.util.Set;

/** An output that throws must not change a verdict, nor be swallowed: it is entered as a late failure. */
final class GuardedListener implements RunListener {
    private final RunListener listener;
    private final Run run;

    GuardedListener(RunListener listener, Run run) {
        this.listener = listener;
        this.run = run;
    }

    @Override
    public void restorationStarted(Restoration restoration) {
        guard(() -> listener.restorationStarted(restoration));
    }

    @Override
    public void restorationFinished(Restoration restoration) {
        guard(() -> listener.restorationFinished(restoration));
    }

    @Override
    public void checkIs(String identity, Set<String> tags) {
        guard(() -> listener.checkIs(identity, tags));
    }

    @Override
    public void checkUses(Restoration restoration) {
        guard(() -> listener.checkUses(restoration));
    }

    @Override
    public void ruleStarted(Restoration restoration, String id, String description) {
        guard(() -> listener.ruleStarted(restoration, id, description));
    }

    @Override
    public void ruleFinished(Restoration restoration, RuleOutcome outcome) {
        guard(() -> listener.ruleFinished(restoration, outcome));
    }

    @Override
    public void restorationDiscarded(Restoration restoration) {
        guard(() -> listener.restorationDiscarded(restoration));
    }

    private void guard(Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | LinkageError e) {
            run.addLateFailure("a result was lost in " + listener.getClass().getName() + ": " + e);
        }
    }
}

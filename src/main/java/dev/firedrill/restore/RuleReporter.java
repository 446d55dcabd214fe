package dev.firedrill.restore;

import dev.firedrill.verdict.RuleListener;
import dev.firedrill.verdict.RuleOutcome;
import java.util.List;

/** Enters each rule in its restoration first, then tells the outputs. */
final class RuleReporter implements RuleListener {
    private final Restoration restoration;
    private final List<RunListener> listeners;

    RuleReporter(Restoration restoration, List<RunListener> listeners) {
        this.restoration = restoration;
        this.listeners = listeners;
    }

    @Override
    public void ruleStarted(String id, String description) {
        restoration.lookedInto();
        listeners.forEach(listener -> listener.ruleStarted(restoration, id, description));
    }

    /** What the platform found by itself: nobody has looked into the instance by that. */
    void entered(RuleOutcome outcome) {
        listeners.forEach(listener -> listener.ruleStarted(restoration, outcome.id(), outcome.description()));
        ruleFinished(outcome);
    }

    @Override
    public void ruleFinished(RuleOutcome outcome) {
        restoration.add(outcome);
        listeners.forEach(listener -> listener.ruleFinished(restoration, outcome));
    }
}

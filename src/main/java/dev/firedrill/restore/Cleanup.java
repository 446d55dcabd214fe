package dev.firedrill.restore;

/** Removes what restorations made, in the reverse order of its making, and believes only in what it sees gone. */
final class Cleanup {
    private final Run run;
    private final Platforms platforms;
    private final Ledger ledger;

    Cleanup(Run run, Platforms platforms, Ledger ledger) {
        this.run = run;
        this.platforms = platforms;
        this.ledger = ledger;
    }

    void discard(Restoration restoration) {
        restoration.clock().enter(Phase.DISCARD);
        restoration.instance().ifPresent(instance -> keepLog(restoration, instance));
        boolean gone = true;
        for (var entry : ledger.of(restoration.id())) {
            gone &= removed(entry);
        }
        restoration.clock().leave(gone ? "ok" : "left behind");
        restoration.disposedAs(gone ? Restoration.Disposal.DISCARDED : Restoration.Disposal.LEFT_BEHIND);
        run.listeners().forEach(listener -> listener.restorationDiscarded(restoration));
    }

    /** A log that cannot be read is no reason to leave the instance running. */
    private static void keepLog(Restoration restoration, Instance instance) {
        try {
            restoration.journal().append(instance.log());
        } catch (RuntimeException e) {
            restoration.journal().note("the engine's log cannot be read: " + e.getMessage());
        }
    }

    void keep(Restoration restoration) {
        var platform = platforms.of(restoration.system());
        for (var entry : ledger.of(restoration.id())) {
            platform.keep(entry);
            ledger.keep(entry);
        }
        restoration.disposedAs(Restoration.Disposal.KEPT);
        run.listeners().forEach(listener -> listener.restorationDiscarded(restoration));
    }

    /** Removes what earlier runs left, whose JVM is gone; what a person kept stays until that person removes it. */
    void sweep() {
        for (var entry : ledger.entries()) {
            var platform = platforms.named(entry.platform());
            boolean gone = platform != null && !platform.exists(entry);
            if (gone && !Ledger.ownerAlive(entry)) {
                ledger.strike(entry);
            } else if (!entry.kept() && !Ledger.ownerAlive(entry)) {
                removed(entry);
            }
        }
    }

    private boolean removed(LedgerEntry entry) {
        var platform = platforms.named(entry.platform());
        var why = platform == null ? "platform [" + entry.platform() + "] is not installed" : remove(platform, entry);
        if (why.isEmpty()) {
            ledger.strike(entry);
            return true;
        }
        run.addLateFailure("left behind: %s %s of restoration %s: %s"
                .formatted(entry.kind(), entry.reference(), entry.restoration(), why));
        return false;
    }

    private static String remove(Platform platform, LedgerEntry entry) {
        try {
            platform.remove(entry);
            return platform.exists(entry) ? "it is still there after its removal" : "";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}

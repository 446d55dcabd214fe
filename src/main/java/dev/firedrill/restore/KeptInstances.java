package dev.firedrill.restore;

import java.util.List;

/** Instances that a person kept, found again by a later process: {@code keptInstances.of("shop")}. */
public final class KeptInstances {
    private final Ledger ledger;
    private final Platforms platforms;

    public KeptInstances(Ledger ledger, Platforms platforms) {
        this.ledger = ledger;
        this.platforms = platforms;
    }

    /** Those of a system that are still there, the newest first. */
    public List<KeptInstance> of(String system) {
        return ledger.kept().stream()
                .filter(kept -> kept.system().equals(system))
                .filter(this::isThere)
                .toList();
    }

    /** All that the ledger knows of, the newest first, whether they are still there or not. */
    public List<KeptInstance> all() {
        return ledger.kept();
    }

    /** A person may have stopped its server, or removed its directory; a restart of the host stops servers, too. */
    private boolean isThere(KeptInstance kept) {
        var there = ledger.of(kept.restoration()).stream()
                .filter(entry -> {
                    var platform = platforms.named(entry.platform());
                    return platform != null && platform.exists(entry);
                })
                .map(LedgerEntry::id)
                .toList();
        return there.containsAll(kept.entries());
    }
}

package dev.firedrill.restore;

import dev.firedrill.config.ProtectedSystem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
            gone &= removed(entry).fate() == Swept.Fate.REMOVED;
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

    /** How to reach it is on disk before it can outlive this process. */
    void keep(Restoration restoration) {
        var platform = platforms.of(restoration.system());
        var entries = ledger.of(restoration.id());
        restoration
                .instance()
                .ifPresent(instance -> ledger.keep(KeptInstance.of(restoration, instance, entries, Instant.now())));
        for (var entry : entries) {
            platform.keep(entry);
            ledger.keep(entry);
        }
        restoration.disposedAs(Restoration.Disposal.KEPT);
        run.listeners().forEach(listener -> listener.restorationDiscarded(restoration));
    }

    /** Removes what earlier runs left, whose JVM is gone; what a person kept stays until that person removes it. */
    List<Swept> sweep() {
        return sweep(entry -> false);
    }

    /**
     * Removes what runs left in the places of systems whose ledger is lost, and whose time is over.
     *
     * @param dryRun whether it is only said
     */
    List<Swept> sweepExpired(Collection<ProtectedSystem> systems, boolean dryRun) {
        return systems.stream()
                .flatMap(system -> platforms.of(system).expired(system).stream())
                .distinct()
                // What a person kept, or a process uses that still runs, is known here, whatever its tags say.
                .filter(entry -> ledger.of(entry.restoration()).isEmpty())
                .map(entry -> dryRun ? new Swept(entry, Swept.Fate.WOULD_BE_REMOVED, "") : removed(entry))
                .toList();
    }

    /** Removes what was kept, too: of these systems, or of all where none is named. */
    List<Swept> sweepKept(Set<String> systems) {
        var theirs = ledger.kept().stream()
                .filter(kept -> systems.contains(kept.system()))
                .map(KeptInstance::restoration)
                .collect(Collectors.toSet());
        return sweep(entry -> systems.isEmpty() || theirs.contains(entry.restoration()));
    }

    private List<Swept> sweep(Predicate<LedgerEntry> unwanted) {
        return ledger.entries().stream().map(entry -> swept(entry, unwanted)).toList();
    }

    private Swept swept(LedgerEntry entry, Predicate<LedgerEntry> unwanted) {
        try {
            if (entry.kept() ? !unwanted.test(entry) : Ledger.ownerAlive(entry)) {
                return left(entry);
            }
            return isGone(entry) ? struck(entry, Swept.Fate.GONE) : removed(entry);
        } catch (RuntimeException e) {
            // One that cannot be asked for must not keep the others from being swept.
            return leftBehind(entry, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Swept left(LedgerEntry entry) {
        if (!Ledger.ownerAlive(entry) && isGone(entry)) {
            return struck(entry, Swept.Fate.GONE);
        }
        return new Swept(entry, entry.kept() ? Swept.Fate.KEPT : Swept.Fate.IN_USE, "");
    }

    private boolean isGone(LedgerEntry entry) {
        var platform = platforms.named(entry.platform());
        return platform != null && !platform.exists(entry);
    }

    private Swept struck(LedgerEntry entry, Swept.Fate fate) {
        ledger.strike(entry);
        return new Swept(entry, fate, "");
    }

    private Swept removed(LedgerEntry entry) {
        var platform = platforms.named(entry.platform());
        var why = platform == null ? "platform [" + entry.platform() + "] is not installed" : remove(platform, entry);
        if (why.isEmpty()) {
            return struck(entry, Swept.Fate.REMOVED);
        }
        return leftBehind(entry, why);
    }

    private Swept leftBehind(LedgerEntry entry, String why) {
        run.addLateFailure("left behind: %s %s of restoration %s: %s"
                .formatted(entry.kind(), entry.reference(), entry.restoration(), why));
        return new Swept(entry, Swept.Fate.LEFT_BEHIND, why);
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

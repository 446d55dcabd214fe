package dev.firedrill.restore;

/**
 * Something that a restore makes and that must be gone afterwards.
 *
 * @param id unique in the ledger
 * @param restoration the restoration that makes it
 * @param platform the platform that can remove it
 * @param kind what it is, in the platform's words: {@code directory}, {@code process}
 * @param reference where it is: a path, a process id
 * @param started start of the process in epoch milliseconds, so that a reused id is not mistaken for it; 0 otherwise
 * @param ownerPid the JVM that made it
 * @param ownerStarted start of that JVM in epoch milliseconds
 * @param kept whether a person asked to keep it
 */
public record LedgerEntry(
        String id,
        String restoration,
        String platform,
        String kind,
        String reference,
        long started,
        long ownerPid,
        long ownerStarted,
        boolean kept) {

    LedgerEntry asKept() {
        return new LedgerEntry(id, restoration, platform, kind, reference, started, ownerPid, ownerStarted, true);
    }
}

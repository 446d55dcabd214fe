package dev.firedrill.postgres;

import java.util.List;
import java.util.Optional;

/**
 * How far a WAL archive leads without a gap from the start of a backup.
 *
 * @param first the segment that the backup starts in
 * @param newest the newest segment of the unbroken chain; empty if not even the first is usable
 * @param segments how many segments were proven
 * @param fault the first gap or fault, if there is any: no state after it can be restored
 * @param notes what was seen and left out of account
 */
public record Continuity(
        WalSegment first, Optional<WalSegment> newest, long segments, Optional<WalFault> fault, List<String> notes) {

    public Continuity {
        notes = List.copyOf(notes);
    }

    /** Whether the chain is unbroken up to the newest segment of the archive. */
    public boolean isUnbroken() {
        return fault.isEmpty() && newest.isPresent();
    }

    /** Where the proven log begins. */
    public Lsn start() {
        return first.start();
    }

    /** The first position after the proven log. */
    public Lsn end() {
        return newest.map(WalSegment::end).orElse(first.start());
    }

    /** Whether a position lies inside the proven log: where replay ended, or the end of the backup. */
    public boolean reaches(Lsn position) {
        return position.compareTo(start()) >= 0 && position.compareTo(end()) <= 0;
    }
}

package dev.firedrill.postgres;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the records of a log before a server replays it.
 *
 * @param start where the first of them begins
 * @param records how many were whole by their CRC-32C, each naming the one before it
 * @param last where the last of these begins; empty if there is none
 * @param newest the newest segment that was followed; empty if there is none
 * @param fault the first damage, behind which nothing is known
 * @param ending what follows the last record; meaningless where there is damage
 * @param altered segments with something else than zeros behind the switch that ends them, or between records
 * @param reused the same, where it is what an older segment held
 * @param unread why records were not followed to the end of the log; empty if they were
 */
public record ExaminedLog(
        Lsn start,
        long records,
        Optional<Lsn> last,
        Optional<WalSegment> newest,
        Optional<WalFault> fault,
        Ending ending,
        List<String> altered,
        List<String> reused,
        Optional<String> unread) {

    /** What follows the last record of a log that is not damaged. */
    public enum Ending {
        /** The segment was given up, as an archive's newest one is. */
        SWITCH("a switch"),
        /** The segment is full. */
        FULL("a full segment"),
        /** The segment is full, and the end of its last record would be in the next. */
        CUT("a record that goes on in a segment which is not there, and is not examined"),
        /** Nothing but zeros. */
        ZEROS("zeros"),
        /** What an older segment held, whose file was used again. */
        REUSED("what an older segment left");

        private final String words;

        Ending(String words) {
            this.words = words;
        }
    }

    public ExaminedLog {
        altered = List.copyOf(altered);
        reused = List.copyOf(reused);
    }

    /**
     * Tells an order what was examined, and what is doubtful though nothing that is asked for may hang on it.
     *
     * <p>What stands behind a switch or between records, no server reads: other bytes than zeros are no damage to a restore.
     * Yet they show that the file was changed.
     */
    public void tell(RestoreOrder order) {
        order.note(toString());
        fault.ifPresent(damage -> order.doubt(HostFinding.doubtful(
                "WAL records",
                damage + "; no later state can be restored",
                "take a new base backup, or look for a whole copy of the segment",
                List.of(damage.segment()))));
        if (!altered.isEmpty()) {
            order.doubt(HostFinding.doubtful(
                    "WAL padding",
                    "behind the switch that ends a segment, or between records, stands something that no server wrote there;"
                            + " all records are whole, but the file was changed",
                    "look for what changes files of the archive, and compare it with another copy",
                    altered));
        }
    }

    /** Whether nothing that a server wrote follows the record at this position, which is the last in its segment. */
    boolean endsUnwritten(Lsn position, WalSegment segment) {
        return fault.isEmpty()
                && (ending == Ending.ZEROS || ending == Ending.REUSED)
                && isLast(position)
                && newest.equals(Optional.of(segment));
    }

    private boolean isLast(Lsn position) {
        return last.equals(Optional.of(position));
    }

    /** Whether a server that ended after this record left out some that are whole. */
    boolean leadsBeyond(Lsn position) {
        return last.filter(it -> it.compareTo(position) > 0).isPresent();
    }

    /**
     * Compares it with the last record that a server replayed.
     *
     * @throws Inconclusive if that is one which was found damaged: one of the two is wrong
     */
    void requireAgreement(Lsn position) {
        if (fault.isPresent() && !leadsBeyond(position) && !isLast(position)) {
            throw new Inconclusive("the server replayed the log up to the record at " + position
                    + ", although it was found to be damaged before: " + fault.get()
                    + "\n  Remedy: run it again; if it stays so, examine the segment with pg_waldump");
        }
    }

    @Override
    public String toString() {
        var text = new StringBuilder("WAL records: %,d from %s to %s are whole by their CRC-32C"
                .formatted(records, start, last.map(Lsn::toString).orElse("none")));
        text.append(fault.map(it -> "; then " + it).orElse("; they end by " + ending.words));
        unread.ifPresent(why -> text.append("; not examined further: ").append(why));
        if (!reused.isEmpty()) {
            text.append("; padding of an older segment in ").append(reused);
        }
        return text.toString();
    }
}

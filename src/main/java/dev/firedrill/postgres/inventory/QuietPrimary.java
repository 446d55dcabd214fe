package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.Lsn;
import dev.firedrill.restore.Deadline;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A primary in a moment in which no transaction ends. In this order: the snapshot S of the transaction that will read;
 * the position L at which the next record will be written; that no transaction with a number is under way; a new
 * snapshot. If S names no transaction that is under way, there is none, and both snapshots are equal, then S sees exactly
 * those transactions whose commit records begin before L:
 *
 * <ul>
 *   <li>One with a number below S's bound had left the list of those under way when S was taken, and it leaves it only
 *       after its commit record was written: before L was read.
 *   <li>One with a higher number is not seen by S, and its commit record does not begin before L. Otherwise it would,
 *       after L was read, either still hold the lock on its own number, which is seen, or have been taken out of the list
 *       before it gave that lock back, and then the second snapshot has a higher bound.
 * </ul>
 *
 * <p>The locks are needed: a snapshot does not name those under way whose numbers are above all that ended. They also
 * show prepared transactions. Commits that are not waited for ({@code synchronous_commit = off}) are written at L, but
 * maybe not flushed: the inventory is only handed out once all before L is. What a sequence gives out beyond what it had
 * reserved is written by a transaction with a number, so that states of sequences that are read in between are those at L.
 */
final class QuietPrimary implements ExactMoments {
    /** A page of the log begins with a header, behind which the next record is announced when nothing is on it yet. */
    private static final int LONGEST_HEADER = 40;

    private static final String UNDEFINED_TABLE = "42P01";

    private static final String OPEN =
            "SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted";
    private static final String PREPARED =
            "SELECT 'transaction ' || quote_literal(gid) || ' is prepared since ' || prepared FROM pg_prepared_xacts ORDER BY prepared LIMIT 1";
    private static final String NOW = "SELECT to_char(clock_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    private final PinnedSession probe;
    private final Deadline deadline;
    private int attempts;
    private String obstacle = "";

    /** @param probe sees with each query what is there by then */
    QuietPrimary(PinnedSession probe, Deadline deadline) {
        this.probe = probe;
        this.deadline = deadline;
    }

    @Override
    public Moment begin(PinnedSession leader) throws SQLException {
        while (true) {
            attempts++;
            var names = SequenceState.names(probe);
            leader.begin();
            var seen = leader.text("SELECT pg_current_snapshot()");
            var moment = seen.endsWith(":") ? at(seen, names) : null;
            if (moment != null && SequenceState.names(leader).equals(names)) {
                return moment;
            }
            leader.end();
            if (deadline.passed()) {
                throw refusal(seen);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, 10_000_000));
        }
    }

    /** @return null if something ended meanwhile, or was under way */
    private Moment at(String seen, List<List<String>> names) throws SQLException {
        List<SequenceState> sequences;
        try {
            sequences = SequenceState.of(probe, names);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                obstacle = "a sequence was dropped";
                return null;
            }
            throw e;
        }
        var lsn = Lsn.parse(probe.text("SELECT pg_current_wal_insert_lsn()"));
        var open = probe.text(OPEN);
        var again = probe.text("SELECT pg_current_snapshot()");
        if (!open.equals("0") || !again.equals(seen)) {
            obstacle = open.equals("0") ? "snapshot " + seen + " became " + again : open + " were under way";
            return null;
        }
        return new Moment(
                lsn,
                Integer.parseUnsignedInt(
                        probe.text("SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)"), 16),
                Instant.parse(probe.text(NOW)),
                sequences,
                "on the primary, between two equal snapshots (%s) with no transaction under way, attempt %d"
                        .formatted(seen, attempts));
    }

    private Inconclusive refusal(String seen) throws SQLException {
        var prepared = probe.rows(PREPARED);
        var why = prepared.isEmpty()
                ? "in " + attempts + " attempts within " + deadline.allowed().toSeconds()
                        + " s there was always a transaction that wrote: "
                        + (obstacle.isEmpty() ? "snapshot " + seen : obstacle)
                : prepared.get(0).get(0);
        return new Inconclusive(
                "no inventory: the source did not stand still, so that no position of its log is that of"
                        + " what can be read: " + why
                        + "\n  Remedy: record it on a standby whose replay is paused (select pg_wal_replay_pause()), or while"
                        + " nobody writes; --wait 10m waits longer for such a moment");
    }

    @Override
    public void confirm(Moment moment) throws SQLException {
        long page = Long.parseLong(probe.text("SHOW wal_block_size"));
        long behind = moment.lsn().value() % page;
        var written = new Lsn(moment.lsn().value() - (behind <= LONGEST_HEADER ? behind : 0));
        while (Lsn.parse(probe.text("SELECT pg_current_wal_flush_lsn()")).compareTo(written) < 0) {
            if (deadline.passed()) {
                throw new Inconclusive("no inventory: the log up to " + moment.lsn()
                        + " is not on the source's disk, so that a crash could lose what was read"
                        + "\n  Remedy: run it again; a checkpoint on the source writes it");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public boolean isLiving() {
        return true;
    }
}

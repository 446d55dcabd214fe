package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.Lsn;
import dev.firedrill.verdict.Inconclusive;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A standby whose replay is paused: it stands between two records, and what can be read is the state at the end of the
 * first of them. It is paused before and after everything was read, at the same position, so it was all the time.
 */
final class PausedStandby implements ExactMoments {
    private static final String POSITION = "SELECT pg_last_wal_replay_lsn()";
    private static final String TIME =
            """
            SELECT to_char(coalesce(pg_last_xact_replay_timestamp(), clock_timestamp()), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""";
    private static final String TIMELINE =
            """
            SELECT greatest((SELECT timeline_id FROM pg_control_checkpoint()),
                (SELECT min_recovery_end_timeline FROM pg_control_recovery()))""";

    private final PinnedSession probe;

    PausedStandby(PinnedSession probe) {
        this.probe = probe;
    }

    @Override
    public Moment begin(PinnedSession leader) throws SQLException {
        requirePaused();
        var lsn = Lsn.parse(probe.text(POSITION));
        leader.begin();
        var seen = leader.text("SELECT pg_current_snapshot()");
        return new Moment(
                lsn,
                Integer.parseInt(probe.text(TIMELINE)),
                Instant.parse(probe.text(TIME)),
                SequenceState.of(probe, SequenceState.names(leader)),
                "on a standby whose replay was paused (snapshot " + seen + ")");
    }

    private void requirePaused() throws SQLException {
        var state = probe.text("SELECT pg_get_wal_replay_pause_state()");
        if (!state.equals("paused")) {
            throw new Inconclusive("no inventory: the source is a standby that goes on replaying (" + state
                    + "), so that no position of the log is that of what can be read"
                    + "\n  Remedy: select pg_wal_replay_pause() there, record it, then select pg_wal_replay_resume()");
        }
    }

    @Override
    public void confirm(Moment moment) throws SQLException {
        requirePaused();
        var now = Lsn.parse(probe.text(POSITION));
        if (!now.equals(moment.lsn())) {
            throw new Inconclusive("no inventory: the standby went on from " + moment.lsn() + " to " + now
                    + " while it was read\n  Remedy: leave its replay paused until the inventory is written");
        }
    }

    @Override
    public boolean isLiving() {
        return false;
    }
}

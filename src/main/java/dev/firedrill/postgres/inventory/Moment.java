package dev.firedrill.postgres.inventory;

import dev.firedrill.postgres.Lsn;
import java.time.Instant;
import java.util.List;

/**
 * A state of the source that is known to be that of one position of its log.
 *
 * @param lsn the state has every record that begins before it, and no other
 * @param sequences their states there, since they belong to no snapshot
 * @param how why it is that state, in words
 */
record Moment(Lsn lsn, int timeline, Instant time, List<SequenceState> sequences, String how) {}

package dev.firedrill.backup;

import java.time.Instant;

/**
 * The state that a restore really brought back.
 *
 * @param time commit time of the newest transaction that is in it
 * @param position the position in the engine's log, such as an LSN; empty where there is none
 * @param measuredBy how {@code time} is known, in words
 * @param proof why this is what was asked for: the boundary that the engine's log shows; empty where nothing was asked
 */
public record RecoveryPoint(Instant time, String position, String measuredBy, String proof) {
    /**
     * How {@code time} is known of a dump: it is the moment when the dump was begun, and the snapshot that it holds was
     * taken a little later.
     */
    public static final String START_OF_DUMP = "start of the dump";
}

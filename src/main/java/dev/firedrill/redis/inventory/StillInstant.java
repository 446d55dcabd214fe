package dev.firedrill.redis.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What shows that one server did not change while it was read: each kind of proof counts alone, if it held before and after.
 * Keys that expired meanwhile are no change: inventory and file both know when.
 */
record StillInstant(ServerMarks before, ServerMarks after) {
    /** Whether any proof can hold that begins like this. */
    static boolean canBegin(ServerMarks before) {
        return before.isSaved() || before.countsWrites() || before.appends();
    }

    private boolean saved() {
        return before.isSaved() && after.isSaved() && before.savedAt() == after.savedAt();
    }

    private boolean counted() {
        return before.countsWrites()
                && after.countsWrites()
                && before.replicationId().equals(after.replicationId())
                && before.offset() == after.offset();
    }

    private boolean appended() {
        return before.appends() && after.appends() && before.aofBytes() == after.aofBytes();
    }

    /** Empty if nothing shows it. */
    Optional<RedisOrigin> origin() {
        if (!before.isSameServer(after) || !saved() && !counted() && !appended()) {
            return Optional.empty();
        }
        return Optional.of(new RedisOrigin(
                before.time(),
                before.version(),
                before.replicationId(),
                counted() ? before.offset() : -1,
                saved() ? before.savedAt() : -1,
                saved() ? before.savedIn() : -1,
                appended() ? before.aofBytes() : -1,
                how()));
    }

    private String how() {
        List<String> proofs = new ArrayList<>();
        if (saved()) {
            proofs.add("no change since the last save (rdb_changes_since_last_save 0 before and after)");
        }
        if (counted()) {
            proofs.add("its offset " + before.offset() + " of replication " + before.replicationId()
                    + " stayed where it was");
        }
        if (appended()) {
            proofs.add("its append-only files did not grow");
        }
        return (before.isReplica() ? "on a replica" : "on a primary") + " that stood still while it was read: "
                + String.join("; ", proofs);
    }
}

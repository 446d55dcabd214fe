package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import java.time.Instant;
import java.util.List;

/**
 * What can be told of a restore without restoring.
 *
 * @param order the order that a platform would be given; to be looked at, not to be carried out
 * @param asOf the moment of the assumed failure
 * @param how how the backup was chosen and out of how many
 * @param host what its platform found of this host, from cheap to dear
 */
public record Foresight(RestoreOrder order, Instant asOf, String how, List<HostFinding> host) {
    public Foresight {
        host = List.copyOf(host);
    }

    /** The backup that would be restored. */
    public Backup backup() {
        return order.backup();
    }

    /** The target, with relative times resolved. */
    public RecoveryTarget target() {
        return order.target();
    }
}

package dev.firedrill.restore;

import dev.firedrill.backup.Backup;
import dev.firedrill.backup.RecoveryTarget;
import java.util.List;

/**
 * What can be told of a restore without restoring.
 *
 * @param how how the backup was chosen and out of how many
 * @param host what its platform found of this host, from cheap to dear
 */
public record Foresight(Backup backup, RecoveryTarget target, String how, List<HostFinding> host) {
    public Foresight {
        host = List.copyOf(host);
    }
}

package dev.firedrill.aws.rds;

import dev.firedrill.verdict.BackupUnusable;
import dev.firedrill.verdict.Inconclusive;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What the state of an instance says of its restore. */
final class RdsState {
    static final String AVAILABLE = "available";
    static final String DELETING = "deleting";

    /** RDS could not make an instance of this backup. */
    private static final Map<String, String> OF_THE_BACKUP = Map.of(
            "incompatible-restore", "RDS cannot restore this backup",
            "restore-error", "RDS met an error while it restored this backup");

    private static final Map<String, String> OF_THE_PLACE = Map.ofEntries(
            Map.entry("failed", "look into the events of the instance"),
            Map.entry("incompatible-network", "correct the subnet group and the security group under place:"),
            Map.entry("incompatible-parameters", "name another parameterGroup under place:"),
            Map.entry("incompatible-option-group", "let the source use an option group that can be restored"),
            Map.entry("incompatible-create", "name another class under place:"),
            Map.entry("incompatible-credentials", "look into the events of the instance"),
            Map.entry("inaccessible-encryption-credentials", "let Firedrill's role use the key of the backup"),
            Map.entry(
                    "inaccessible-encryption-credentials-recoverable",
                    "let Firedrill's role use the key of the backup"),
            Map.entry("insufficient-capacity", "name another class under place:"),
            Map.entry("storage-full", "raise the storage of the source"),
            Map.entry("stopped", "leave restored instances running"));

    private RdsState() {}

    /**
     * Sees that an instance can still become what is waited for.
     *
     * @throws BackupUnusable if its state says that the backup could not be restored
     * @throws Inconclusive if it says that anything else stands in the way
     */
    static void require(DBInstance instance) {
        var state = instance.dbInstanceStatus();
        if (OF_THE_BACKUP.containsKey(state)) {
            throw new BackupUnusable("expecting the restored instance %s to become available, but it is [%s]: %s"
                    .formatted(instance.dbInstanceIdentifier(), state, OF_THE_BACKUP.get(state)));
        }
        if (OF_THE_PLACE.containsKey(state) || state.startsWith(DELETING)) {
            throw new Inconclusive("expecting the restored instance %s to become available, but it is [%s]"
                            .formatted(instance.dbInstanceIdentifier(), state)
                    + "\n  Remedy: " + OF_THE_PLACE.getOrDefault(state, "find out who deletes it"));
        }
    }
}

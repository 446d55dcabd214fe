package dev.firedrill.postgres;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.process.HostMemory;

/** Settings under which a base backup is recovered into a throwaway instance that can call nobody. */
public final class RecoverySettings {
    private RecoverySettings() {}

    /** Settings for recovering that backup to that target. */
    public static ServerSettings of(BaseBackup backup, RecoveryTarget target) {
        var control = backup.control();
        var capacity = ServerCapacity.within(HostMemory.total(), control);
        var settings = ServerSettings.ofThrowawayServer()
                .with("restore_command", backup.wal().restoreCommand())
                .with("recovery_target_action", "promote")
                .with("recovery_target_timeline", "latest")
                .with("hot_standby", "off")
                .with("max_connections", capacity.connections())
                .with("max_worker_processes", capacity.workerProcesses())
                .with("max_wal_senders", capacity.walSenders())
                .with("max_replication_slots", 100)
                .with("max_prepared_transactions", capacity.preparedTransactions())
                .with("max_locks_per_transaction", capacity.locksPerTransaction());
        if (control.trackCommitTimestamp()) {
            settings.with("track_commit_timestamp", "on");
        }
        if (backup.major() >= 17) {
            // A trigger on events of production could act when our role is made, and call out.
            settings.with("event_triggers", "off");
        }
        return aimed(settings, target);
    }

    private static ServerSettings aimed(ServerSettings settings, RecoveryTarget target) {
        if (target instanceof RecoveryTarget.Time time) {
            return settings.with("recovery_target_time", LogTime.text(time.instant()));
        }
        if (target instanceof RecoveryTarget.Name name) {
            return settings.with("recovery_target_name", name.name());
        }
        if (target instanceof RecoveryTarget.Lsn position) {
            return settings.with("recovery_target_lsn", position.lsn())
                    .with("recovery_target_inclusive", position.included() ? "on" : "off");
        }
        return target instanceof RecoveryTarget.BackupEnd ? settings.with("recovery_target", "immediate") : settings;
    }
}

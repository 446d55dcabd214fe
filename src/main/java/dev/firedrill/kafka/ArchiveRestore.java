package dev.firedrill.kafka;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.kafka.archive.ArchiveLoading;
import dev.firedrill.kafka.contents.KafkaClients;
import dev.firedrill.process.GuardedProcess;
import dev.firedrill.restore.Phase;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Restores an archive of records into a broker: start it empty, write topics, records, configuration and groups. */
public final class ArchiveRestore {
    private final RestoreOrder order;

    public ArchiveRestore(RestoreOrder order) {
        this.order = order;
    }

    /** Whether backups of that type are archives of records. */
    public static boolean serves(BackupSource source) {
        return ArchiveLoading.serves(source);
    }

    /** Whether backups of that type have the timestamps of their records. */
    public static boolean keepsTimestamps(BackupSource source) {
        return ArchiveLoading.keepsTimestamps(source);
    }

    /**
     * Restores it.
     *
     * @param data a directory for the broker's log; exists and is empty
     * @param directory where the broker's own directory is made
     * @param started hears of each process that is started
     * @throws dev.firedrill.verdict.BackupUnusable if the archive is damaged
     * @throws dev.firedrill.verdict.Inconclusive if it cannot be told
     */
    public KafkaInstance into(Path data, Path directory, Consumer<GuardedProcess> started) {
        refuseWhatItCannotServe();
        var own = directory.resolve("run");
        KafkaServer.format(data);
        var server =
                new KafkaStart(order, "an empty log directory").over(List.of(data), own, order.writable(), started);
        order.enter(Phase.RECOVER);
        var loading = ArchiveLoading.of(order, KafkaClients.of(server.owner()));
        var loaded = loading.load();
        loading.doubts().forEach(order::doubt);
        order.note("%s: %,d records written into %,d partitions"
                .formatted(
                        order.backup().location(),
                        loaded.records(),
                        loaded.partitions().size()));
        order.enter(Phase.READY);
        return KafkaInstance.of(server, order, loading.recoveryPoint(), loaded);
    }

    private void refuseWhatItCannotServe() {
        if (!(order.target() instanceof RecoveryTarget.Latest || order.target() instanceof RecoveryTarget.BackupEnd)) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "an archive of records holds the state of one moment; no other can be restored from it",
                    "ask for the latest or a random one");
        }
        if (order.depth() != Depth.FILES) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "depth [" + order.depth() + "] is asked for, but Kafka has no pages and no indexes of a database",
                    "leave depth out for systems of engine kafka");
        }
    }
}

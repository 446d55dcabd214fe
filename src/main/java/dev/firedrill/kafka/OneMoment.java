package dev.firedrill.kafka;

import dev.firedrill.backup.RecoveryTarget;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.Depth;
import dev.firedrill.restore.RestoreOrder;

/** Sees that of a copy of log directories no more is asked than the one moment that it holds. */
final class OneMoment {
    private OneMoment() {}

    /** @throws ConfigurationMistake if it is */
    static void require(RestoreOrder order) {
        if (!(order.target() instanceof RecoveryTarget.Latest || order.target() instanceof RecoveryTarget.BackupEnd)) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "a copy of log directories holds the state of one moment; no other can be restored from it",
                    "ask for the latest or a random one");
        }
        if (order.depth() != Depth.FILES) {
            throw new ConfigurationMistake(
                    order.system().place(),
                    "depth [" + order.depth() + "] is asked for, but Kafka has no pages and no indexes of a database",
                    "leave depth out for systems of engine kafka: each batch's checksum is computed in any case");
        }
    }
}

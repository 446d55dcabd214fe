package dev.firedrill.kafka;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a copy of log directories leaves open, though nothing in it is seen to be wrong: the verdict is WARN. */
record LogDoubts(RestoreOrder order, Path source) {
    void tell(LogExamination found) {
        if (!found.cleanlyShutDown()) {
            order.doubt(HostFinding.doubtful(
                    "Kafka end of log",
                    source
                            + " was copied from a broker that was not shut down cleanly: up to its last checkpoint, some seconds"
                            + " or a minute before, all is there; whether records that came later are missing cannot be told"
                            + (found.torn().isEmpty()
                                    ? ""
                                    : "; " + found.torn().size()
                                            + " partitions end within a batch, which the broker cuts off"),
                    "shut the broker down before its log directories are copied",
                    found.torn()));
        }
        var strays =
                found.leaving().stream().filter(name -> name.endsWith("-stray")).toList();
        if (!strays.isEmpty()) {
            order.doubt(HostFinding.doubtful(
                    "Kafka stray partitions",
                    "directories of partitions that the metadata did not know when the broker started last, which it set aside",
                    "see whether they are wanted",
                    strays));
        }
    }

    void ofTheFuture(Instant newest, Instant clock) {
        order.doubt(HostFinding.doubtful(
                "Kafka timestamps",
                "the newest record is of %s, but the copy was made at about %s: a producer's clock is wrong, and the data lost is counted from the latter"
                        .formatted(newest, clock),
                "let topics have message.timestamp.type=LogAppendTime, or see to the producers' clocks",
                List.of()));
    }

    void elsewhere(List<String> partitions) {
        order.doubt(HostFinding.doubtful(
                "Kafka partitions elsewhere",
                partitions.size() + " partitions lie on other brokers only and are not in this copy",
                "back up the log directories of these brokers, too",
                partitions));
    }
}

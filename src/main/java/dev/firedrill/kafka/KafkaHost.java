package dev.firedrill.kafka;

import dev.firedrill.process.HostMemory;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.store.DiskSpace;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/** What this host needs for a broker: Java that may be run, and memory. */
final class KafkaHost {
    private static final long MEMORY = 1L << 30;

    private KafkaHost() {}

    static List<HostFinding> examine() {
        var findings = new ArrayList<HostFinding>();
        findings.add(java());
        long memory = HostMemory.total();
        findings.add(
                memory >= MEMORY
                        ? HostFinding.met("memory", DiskSpace.megabytes(memory) + ", and a broker wants about 1,000 MB")
                        : HostFinding.lacking(
                                "memory",
                                "a broker wants about 1,000 MB, and this host has " + DiskSpace.megabytes(memory),
                                "give it more"));
        return findings;
    }

    static HostFinding disk(RestoreOrder order) {
        var work = order.system().workdir().toAbsolutePath();
        long need = order.backup().bytes();
        long free = DiskSpace.free(work);
        var found =
                "%s of %s that are free in %s".formatted(DiskSpace.megabytes(need), DiskSpace.megabytes(free), work);
        return need <= free
                ? HostFinding.met("disk", found)
                : HostFinding.lacking(
                        "disk", "the copy needs " + found, "free some space there, or set another workdir:");
    }

    private static HostFinding java() {
        try {
            KafkaJvm.requireReadable();
            return HostFinding.met(
                    "Kafka",
                    "Kafka " + AppInfoParser.getVersion() + " on Java "
                            + Runtime.version().feature());
        } catch (Inconclusive e) {
            return HostFinding.lacking("Kafka", e);
        }
    }
}

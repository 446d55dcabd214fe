package dev.firedrill.local;

import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.HostFinding.State;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that this host must have for one restore, asked from cheap to dear, each until it is answered. */
final class HostRequirements {
    private final List<HostRequirement> open;

    private HostRequirements(HostRequirement... all) {
        open = new ArrayList<>(List.of(all));
    }

    /** For a cluster that recovers from its files and its log. */
    static HostRequirements ofCluster() {
        return new HostRequirements(
                new SocketPath(),
                new WorkDirectory(),
                new ServerAccount(),
                new Programs(),
                new SharedMemory(),
                new Disk(),
                new Compression(),
                new Locale(),
                new Permissions(),
                new Extensions(),
                new Collations());
    }

    /**
     * For a dump, which is loaded into a new cluster of this host: there are no sessions of production to make room for,
     * no log, and no files but the dump, which is opened before. The locale is named by the load that lacks it.
     */
    static HostRequirements ofDump() {
        return new HostRequirements(
                new SocketPath(),
                new WorkDirectory(),
                new ServerAccount(),
                new Programs(),
                new Disk(),
                new DataBytes(),
                new Extensions(),
                new Collations());
    }

    /** Looks at all that is still open; what is answered is not asked again. */
    List<HostFinding> examine(Prospect prospect) {
        var findings = new ArrayList<HostFinding>();
        for (var requirement : List.copyOf(open)) {
            var finding = examined(requirement, prospect);
            findings.add(finding);
            if (finding.state() != State.NOT_YET_KNOWN) {
                open.remove(requirement);
            }
        }
        return findings;
    }

    /**
     * Looks at all that is still open, and notes what was found.
     *
     * @throws Inconclusive if anything is lacking; the message has all of it
     */
    void require(Prospect prospect, RestoreOrder order) {
        var findings = examine(prospect);
        for (var finding : findings) {
            switch (finding.state()) {
                case MET -> order.note("host: " + finding);
                case DOUBTFUL -> order.doubt(finding);
                case LACKING, NOT_YET_KNOWN -> {}
            }
        }
        var lacking = findings.stream()
                .filter(finding -> finding.state() == State.LACKING)
                .map(HostFinding::message)
                .collect(Collectors.joining("\n"));
        if (!lacking.isEmpty()) {
            throw new Inconclusive(lacking);
        }
    }

    private static HostFinding examined(HostRequirement requirement, Prospect prospect) {
        try {
            return requirement.examine(prospect);
        } catch (Inconclusive e) {
            return HostFinding.lacking(requirement.subject(), e);
        }
    }
}

package dev.firedrill.cli.plan;

import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.evidence.PastRestore;
import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Foresight;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.HostFinding.State;
import dev.firedrill.restore.RestoreRequest;
import java.util.ArrayList;
import java.util.List;

/** A plan as lines of a label and what is to be said of it. */
public final class PlanLines {
    private final Foresight foresight;
    private final List<String[]> lines = new ArrayList<>();

    private PlanLines(Foresight foresight) {
        this.foresight = foresight;
    }

    /** @param past restores of this system that succeeded */
    public static List<String[]> of(
            ProtectedSystem system, RestoreRequest request, Foresight foresight, List<PastRestore> past) {
        var plan = new PlanLines(foresight);
        plan.backup();
        foresight.host().forEach(plan::host);
        plan.time(system, ExpectedDuration.of(past, request.describe()));
        return plan.lines;
    }

    private void backup() {
        var planned = PlannedBackup.open(foresight);
        add("as of", foresight.asOf().toString());
        add("backup", planned.chosen());
        add("why", foresight.how());
        add("target", foresight.target().toString());
        add("chain", planned.chain());
        add("WAL", planned.log());
        add("bytes", planned.size());
        add("details", planned.details());
        planned.notes().forEach(note -> add("note", note));
    }

    private void host(HostFinding finding) {
        var word =
                switch (finding.state()) {
                    case MET -> "";
                    case NOT_YET_KNOWN -> "later: ";
                    case DOUBTFUL -> "warn: ";
                    case LACKING -> "problem: ";
                };
        finding.found().lines().forEach(line -> add(finding.subject(), word + line));
        if (!finding.remedy().isEmpty()) {
            add("", "remedy: " + finding.remedy());
        }
    }

    private void time(ProtectedSystem system, ExpectedDuration expected) {
        add("duration", expected.text());
        add(
                "allowed",
                Durations.text(system.objectives().rto()) + " (RTO); given up after "
                        + Durations.text(system.deadline()));
        add("phases", expected.phases());
    }

    private void add(String label, String text) {
        lines.add(new String[] {label, text});
    }

    /** Whether this host lacks something, so that nothing would be restored. */
    public static boolean isHindered(Foresight foresight) {
        return foresight.host().stream().anyMatch(finding -> finding.state() == State.LACKING);
    }
}

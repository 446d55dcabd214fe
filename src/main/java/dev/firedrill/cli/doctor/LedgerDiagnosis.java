package dev.firedrill.cli.doctor;

import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.rules.Numbers;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;

/** What earlier runs made and did not remove. */
public final class LedgerDiagnosis {
    private static final String SUBJECT = "leftovers";

    private LedgerDiagnosis() {}

    /** @param sweep the command that removes them */
    public static Diagnosis of(Ledger ledger, String sweep) {
        List<LedgerEntry> entries;
        try {
            entries = ledger.entries();
        } catch (Inconclusive e) {
            return Diagnosis.of(Level.LACKING, SUBJECT, e).get(0);
        }
        long kept = entries.stream().filter(LedgerEntry::kept).count();
        long busy = entries.stream()
                .filter(entry -> !entry.kept() && Ledger.ownerAlive(entry))
                .count();
        long left = entries.size() - kept - busy;
        if (left > 0) {
            return Diagnosis.warn(
                    SUBJECT,
                    Numbers.text(left, "thing") + " that a killed run left",
                    sweep + " removes them; the next run does, too");
        }
        if (kept > 0) {
            return Diagnosis.warn(
                    SUBJECT,
                    Numbers.text(kept, "thing") + " of instances that were kept",
                    sweep + " --kept discards them");
        }
        return Diagnosis.ok(SUBJECT, busy == 0 ? "none" : Numbers.text(busy, "thing") + " of a run that is under way");
    }
}

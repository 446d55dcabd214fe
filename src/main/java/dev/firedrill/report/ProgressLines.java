package dev.firedrill.report;

import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RunListener;
import java.io.PrintStream;

/** Says in lines what is being restored; there is no terminal to draw on where checks run. */
public final class ProgressLines implements RunListener {
    private final PrintStream out;

    public ProgressLines() {
        this(System.out);
    }

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void restorationStarted(Restoration restoration) {
        out.printf(
                "Restoring %s (%s) ...%n",
                restoration.system().name(), restoration.request().describe());
    }

    @Override
    public void restorationFinished(Restoration restoration) {
        var what = restoration.system().name() + " (" + restoration.request().describe() + ")";
        restoration
                .failure()
                .ifPresentOrElse(
                        failure -> out.printf(
                                "Not restored %s: %s%n",
                                what, Text.cut(Reason.gist(failure.getMessage(), restoration), Reason.ROOM)),
                        () -> out.printf(
                                "Restored %s: backup %s to %s in %s; checking%n",
                                what,
                                restoration.backup().orElseThrow().id(),
                                restoration.recoveryPoint().orElseThrow().time(),
                                Durations.text(restoration.rto().orElseThrow())));
    }
}

package dev.firedrill.report;

import dev.firedrill.restore.Durations;
import dev.firedrill.restore.Instance;
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
                                "%s %s: backup %s%s in %s; checking%n",
                                restoration.isReadInPlace() ? "Read" : "Restored",
                                what,
                                restoration.backup().orElseThrow().id(),
                                reached(restoration),
                                Durations.text(restoration.elapsed().orElseThrow())));
    }

    private static String reached(Restoration restoration) {
        var point = restoration.recoveryPoint().orElseThrow();
        return restoration
                .instance()
                .flatMap(Instance::readInPlace)
                .map(extent -> " (" + extent + ")")
                .orElse(" to " + point.time());
    }
}

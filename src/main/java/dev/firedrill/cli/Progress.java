package dev.firedrill.cli;

import dev.firedrill.restore.Phase;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RunListener;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says what is being restored: on a terminal a line that is rewritten, elsewhere one line. */
final class Progress implements RunListener {
    private static final String CLEARED = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private ScheduledExecutorService clock;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void restorationStarted(Restoration restoration) {
        var what = "Restoring " + restoration.system().name() + " ("
                + restoration.request().describe() + ") ...";
        if (!terminal) {
            out.println(what);
            return;
        }
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        long started = System.nanoTime();
        clock.scheduleAtFixedRate(() -> tick(what, restoration, started), 0, 250, TimeUnit.MILLISECONDS);
    }

    private void tick(String what, Restoration restoration, long started) {
        int over = Math.min(restoration.phases().size(), Phase.VERIFY.ordinal());
        long elapsed = (System.nanoTime() - started) / 1_000_000_000L;
        out.print(CLEARED + what + " " + Phase.values()[over] + ", " + elapsed + "s");
        out.flush();
    }

    @Override
    public void restorationFinished(Restoration restoration) {
        if (clock != null) {
            clock.shutdownNow();
            try {
                clock.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            out.print(CLEARED);
            out.flush();
        }
    }
}

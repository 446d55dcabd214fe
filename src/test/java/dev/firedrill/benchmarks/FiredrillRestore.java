package dev.firedrill.benchmarks;

import dev.firedrill.config.Configuration;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.PhaseRecord;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.RuleHistory;
import dev.firedrill.restore.Run;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A restore by Firedrill, of the newest backup to its newest state, with all that it looks at on the way. */
final class FiredrillRestore implements AutoCloseable {
    private final RestorePath path;
    private final Restoration restoration;
    private final double seconds;

    private FiredrillRestore(RestorePath path, Restoration restoration, double seconds) {
        this.path = path;
        this.restoration = restoration;
        this.seconds = seconds;
    }

    static FiredrillRestore of(Configuration configuration) {
        var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of());
        var ledger = new Ledger(configuration.state().resolve("ledger"));
        var path = new RestorePath(run, Platforms.installed(), ledger, 0, RuleHistory.NONE);
        var request = new RestoreRequest("shop", "", "", "", false, "benchmark");
        long began = System.nanoTime();
        var restoration = path.restore(BenchmarkShop.system(configuration), request);
        double seconds = (System.nanoTime() - began) / 1e9;
        restoration.failure().ifPresent(failure -> {
            throw new IllegalStateException("nothing was measured: the restore failed", failure);
        });
        return new FiredrillRestore(path, restoration, seconds);
    }

    Restoration restoration() {
        return restoration;
    }

    /** From outside, by the same clock as the other side; never less than the RTO that it reports. */
    double seconds() {
        return seconds;
    }

    String phases() {
        return restoration.phases().stream().map(FiredrillRestore::text).collect(Collectors.joining(", "));
    }

    private static String text(PhaseRecord record) {
        return String.format(
                Locale.ROOT, "%s %.3f", record.phase(), record.elapsed().toNanos() / 1e9);
    }

    @Override
    public void close() {
        path.discard(restoration);
        if (restoration.disposal() != Restoration.Disposal.DISCARDED) {
            throw new IllegalStateException("the instance of " + restoration.id() + " was left behind");
        }
    }
}

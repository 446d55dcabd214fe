package dev.firedrill.cli;

import dev.firedrill.config.Configuration;
import dev.firedrill.restore.KeptInstances;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RuleHistory;
import dev.firedrill.restore.Run;
import dev.firedrill.restore.RunListener;
import java.time.Instant;
import java.util.List;

/** A run that a person makes by hand: nothing is checked, recorded or reported, so nothing is claimed either. */
record AdHocRun(Run run, Platforms platforms, RestorePath path, KeptInstances kept) {
    static AdHocRun of(Configuration configuration, long seed, RunListener... listeners) {
        var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of(listeners));
        var platforms = Platforms.installed();
        var ledger = Ledger.in(configuration.state());
        var path = new RestorePath(run, platforms, ledger, seed, RuleHistory.NONE);
        return new AdHocRun(run, platforms, path, new KeptInstances(ledger, platforms));
    }
}

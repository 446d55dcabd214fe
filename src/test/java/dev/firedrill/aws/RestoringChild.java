package dev.firedrill.aws;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A process that restores and discards one system over and over, until it is killed. */
final class RestoringChild {
    private RestoringChild() {}

    public static void main(String[] arguments) {
        var configuration = ConfigurationReader.read(Path.of(arguments[0]));
        var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of());
        var path = new RestorePath(
                run, Platforms.installed(), Ledger.in(configuration.state()), 7, (system, asked, rule) -> "");
        var system = configuration.systems().values().iterator().next();
        System.out.println("begins");
        while (true) {
            var restoration = path.restore(
                    system, new RestoreRequest(system.name(), "name:rds:shop-prod-1", "", "", false, "a child"));
            if (restoration.instance().isPresent()) {
                path.discard(restoration);
            }
        }
    }
}

package dev.firedrill.aws.moto;

import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.Restoration;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Firedrill's own way of a restore from a moto, as a home's firedrill.yaml describes it. */
record OwnRestore(Run run, RestorePath path, Ledger ledger) {
    private static final String SYSTEM =
            """
            systems:
              ledger:
                engine: postgresql
                platform: aws
                database: shop
                deadline: %s
                backup: {type: rds, instance: orders, region: us-east-1, endpoint: '%s'}
                place: {subnetGroup: restore-isolated, securityGroup: %s, class: db.t3.medium, caBundle: ca.pem}
            """;

    /** Writes the file; the certificates that are trusted lie in {@code ca.pem} beside it. */
    static void configure(Path home, MotoServer moto, ProductionDatabase production, String deadline)
            throws IOException {
        Files.writeString(
                home.resolve("firedrill.yaml"),
                SYSTEM.formatted(deadline, moto.endpoint(), production.securityGroup()));
    }

    static OwnRestore in(Path home) {
        MotoServer.credentials();
        var configuration = ConfigurationReader.read(home.resolve("firedrill.yaml"));
        var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of());
        var ledger = new Ledger(home.resolve(".firedrill/ledger"));
        return new OwnRestore(
                run, new RestorePath(run, Platforms.installed(), ledger, 7, (system, asked, rule) -> ""), ledger);
    }

    Restoration restore(String at) {
        return path.restore(
                run.configuration().system("ledger", "a test"),
                new RestoreRequest("ledger", at, "", "", false, "a test"));
    }

    /** Nothing in the ledger, and nothing that could not be discarded. */
    boolean isOver() {
        return ledger.entries().isEmpty() && run.lateFailures().isEmpty();
    }
}

package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.config.Configuration;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.Platforms;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.RestoreRequest;
import dev.firedrill.restore.Run;
import dev.firedrill.testing.NeedsTool;
import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Firedrill's own way of a restore, through its guard, as far as moto goes: the snapshot is found, an instance made of it,
 * proven isolated, and given a password. Nothing answers at its address, so that it ends there.
 */
@NeedsTool(MotoServer.PROGRAM)
class RestorePathOnMotoTest {
    private static final String SYSTEM =
            """
            systems:
              ledger:
                engine: postgresql
                platform: aws
                database: shop
                deadline: 10s
                backup: {type: rds, instance: orders, region: us-east-1, endpoint: '%s'}
                place: {subnetGroup: restore-isolated, securityGroup: %s, class: db.t3.medium, caBundle: ca.pem}
            """;

    @TempDir
    private Path home;

    @Test
    void a_snapshot_becomes_an_isolated_instance_of_which_nothing_is_left() throws IOException {
        MotoServer.credentials();
        try (var moto = MotoServer.start(home);
                var account = moto.administrator()) {
            var production = ProductionDatabase.make(account, 5433);
            production.snapshot("orders-sunday");
            var configuration = configuration(moto, production);
            var ledger = new Ledger(home.resolve(".firedrill/ledger"));
            var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of());
            var path = new RestorePath(run, Platforms.installed(), ledger, 7, (system, asked, rule) -> "");

            var restoration = path.restore(
                    configuration.system("ledger", "a test"),
                    new RestoreRequest("ledger", "name:orders-sunday", "", "", false, "a test"));

            assertThat(restoration.log())
                    .as("the isolated place")
                    .anyMatch(line -> line.contains("isolated: not public, in subnet group restore-isolated"));
            assertThat(restoration.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(restoration.failure().orElseThrow())
                    .hasMessageContaining("logging in to firedrill-")
                    .hasMessageContaining(HostNames.ofInstance("", "us-east-1"));
            assertThat(ledger.entries()).isEmpty();
            assertThat(run.lateFailures()).isEmpty();
            assertThat(account.client(RdsClient.builder()).describeDBInstances().dbInstances())
                    .extracting(DBInstance::dbInstanceIdentifier)
                    .containsExactly(ProductionDatabase.NAME);
        }
    }

    private Configuration configuration(MotoServer moto, ProductionDatabase production) throws IOException {
        Files.writeString(home.resolve("ca.pem"), "never looked into: nothing answers");
        var yaml = SYSTEM.formatted(moto.endpoint(), production.securityGroup());
        return ConfigurationReader.read(Files.writeString(home.resolve("firedrill.yaml"), yaml));
    }
}

package dev.firedrill.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.aws.control.ControlPlane;
import dev.firedrill.aws.control.PracticeBackups;
import dev.firedrill.sample.Sample;
import dev.firedrill.testing.Exhaustive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's own check classes, not a line changed, on instances of RDS: its control plane is ours, its engines real. */
@Exhaustive
class AwsChecksTest {
    @TempDir
    private Path home;

    private ControlPlane plane;
    private Sample sample;

    @BuiltInChecks
    static class Backups {}

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIATEST");
        System.setProperty("aws.secretAccessKey", "test");
        plane = ControlPlane.start();
        sample = PracticeBackups.in(plane.region("us-east-1"));
        PracticeBackups.replicated(plane.region("us-east-1"), plane.region("us-west-2"), "dr");
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void the_shops_checks_are_green_on_rds() throws Exception {
        var checks = LaunchedChecks.run(
                configuration(),
                "monthly | weekly",
                Map.of(),
                Backups.class,
                check("ShopLatestCheck"),
                check("ShopCopyCheck"),
                check("ShopRandomBackupCheck"),
                check("ShopConsistencyCheck"));
        // The practice shop is smaller than the sample, whose bounds these are.
        assertThat(checks.red()).containsOnlyKeys("row_counts_are_within_bounds(PostgresInstance)");
        assertThat(checks.names())
                .contains("shop · latest · restored", "shop · copy dr · restored", "shop · random 30d · restored");
        assertThat(plane.instances())
                .extracting(instance -> instance.dbInstanceIdentifier())
                .as("all that was restored is gone")
                .containsOnly("shop-prod");
    }

    /** They are seen by nobody outside of their package. */
    private static Class<?> check(String name) throws ClassNotFoundException {
        return Class.forName("dev.firedrill.checks.database." + name);
    }

    private Path configuration() throws IOException {
        return Files.writeString(
                home.resolve("firedrill.yaml"),
                """
                systems:
                  shop:
                    platform: aws
                    engine: postgresql
                    instances: run
                    asOf: %s
                    backup: {type: rds, instance: shop-prod, region: us-east-1, endpoint: '%s'}
                    copies: {dr: {region: us-west-2}}
                    place: {subnetGroup: restore-isolated, securityGroup: sg-0isolated, class: db.t3.medium, caBundle: '%s'}
                    restores: {weekly: [random 30d], monthly: [latest, copy dr]}
                """
                        .formatted(sample.facts().asOf(), plane.endpoint(), plane.caBundle()));
    }
}

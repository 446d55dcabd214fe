package dev.firedrill.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.aws.control.ControlPlane;
import dev.firedrill.aws.control.PracticeBackups;
import dev.firedrill.config.ConfigurationReader;
import dev.firedrill.restore.Ledger;
import dev.firedrill.restore.RestorePath;
import dev.firedrill.restore.Run;
import dev.firedrill.restore.Swept;
import dev.firedrill.testing.Exhaustive;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that restore are killed at random moments; the next start removes what they left, and nothing else. */
class KillStormTest {
    private static final Duration SETTLING = Duration.ofSeconds(2);

    @TempDir
    private Path home;

    private final SplittableRandom moments = new SplittableRandom(20261130);
    private final Map<Swept.Fate, Integer> fates = new EnumMap<>(Swept.Fate.class);
    private ControlPlane plane;

    @BeforeEach
    void start() throws IOException {
        plane = ControlPlane.start();
        PracticeBackups.in(plane.region("us-east-1"));
        plane.region("us-east-1").foreign(it -> it.dbInstanceIdentifier("billing-prod"));
        plane.region("us-east-1").foreign(it -> it.dbInstanceIdentifier("firedrill-like-but-anothers"));
        Files.writeString(
                home.resolve("firedrill.yaml"),
                """
                systems:
                  shop:
                    platform: aws
                    engine: postgresql
                    backup: {type: rds, instance: shop-prod, region: us-east-1, endpoint: '%s'}
                    place: {subnetGroup: restore-isolated, securityGroup: sg-0isolated, class: db.t3.medium, caBundle: '%s', read: none}
                """
                        .formatted(plane.endpoint(), plane.caBundle()));
    }

    @AfterEach
    void stop() {
        plane.close();
    }

    @Test
    void ten_kills_leave_nothing() throws Exception {
        storm(10);
    }

    @Test
    @Exhaustive
    void two_hundred_kills_leave_nothing() throws Exception {
        storm(200);
        assertThat(fates.get(Swept.Fate.REMOVED))
                .as("kills that came while something was there: %s", fates)
                .isGreaterThan(50);
    }

    private void storm(int kills) throws Exception {
        for (int kill = 0; kill < kills; kill++) {
            killOne();
            for (var swept : sweep()) {
                fates.merge(swept.fate(), 1, Integer::sum);
            }
            assertThat(plane.instances())
                    .as("after kill %d", kill)
                    .extracting(instance -> instance.dbInstanceIdentifier())
                    .containsExactlyInAnyOrder("billing-prod", "firedrill-like-but-anothers", "shop-prod");
            assertThat(Ledger.in(home.resolve(".firedrill")).entries()).isEmpty();
        }
        assertThat(plane.requests("DeleteDBInstance"))
                .extracting(request -> request.parameter("DBInstanceIdentifier"))
                .doesNotContain("billing-prod", "shop-prod", "firedrill-like-but-anothers");
    }

    /** Within the time that one restore takes, as seen from the first request on. */
    private void killOne() throws Exception {
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Daws.accessKeyId=AKIATEST",
                        "-Daws.secretAccessKey=test",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RestoringChild.class.getName(),
                        home.resolve("firedrill.yaml").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = child.inputReader()) {
            assertThat(output.lines().anyMatch(line -> line.equals("begins")))
                    .as("the child has begun")
                    .isTrue();
            Thread.sleep(moments.nextInt(3000));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private List<Swept> sweep() {
        var configuration = ConfigurationReader.read(home.resolve("firedrill.yaml"));
        var run = new Run(configuration, "ad hoc", "", Instant.now(), List.of());
        var platforms = TestPlatforms.settlingIn(SETTLING);
        var swept = new RestorePath(run, platforms, Ledger.in(configuration.state()), 7, (system, asked, rule) -> "")
                .sweep();
        assertThat(run.lateFailures()).isEmpty();
        return swept;
    }
}

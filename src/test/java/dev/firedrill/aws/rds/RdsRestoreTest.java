package dev.firedrill.aws.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.aws.control.ControlPlane;
import dev.firedrill.aws.control.Fate;
import dev.firedrill.aws.control.PracticeBackups;
import dev.firedrill.postgres.PostgresInstance;
import dev.firedrill.restore.Restoration;
import dev.firedrill.sample.Sample;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;

class RdsRestoreTest {
    @TempDir
    private Path home;

    private ControlPlane plane;
    private Sample sample;
    private RdsRun run;

    @BeforeEach
    void start() {
        plane = ControlPlane.start();
        sample = PracticeBackups.in(plane.region("us-east-1"));
        plane.pageSize(2);
        run = new RdsRun(home, plane).with("asOf", sample.facts().asOf().toString());
    }

    @AfterEach
    void all_is_gone() {
        try {
            run.close();
        } finally {
            plane.close();
        }
    }

    @Test
    void the_latest_state_is_restored_and_checked_on_real_data() throws SQLException {
        var restoration = restored("");
        assertThat(restoration.recoveryPoint().orElseThrow().measuredBy())
                .contains("the moment that RDS was asked for");
        assertThat(RdsRun.number(restoration, "select count(*) from orders")).isPositive();
        var shop = (PostgresInstance) restoration.instance().orElseThrow();
        shop.assertThat().table("orders").column("customer_id").references("customers", "id");
        assertThat(plane.requests("RestoreDBInstanceToPointInTime")).hasSize(1);
    }

    @Test
    void a_snapshot_is_restored_by_its_name() throws SQLException {
        var restoration = restored("name:rds:shop-prod-2");
        assertThat(restoration.backup().orElseThrow().id()).isEqualTo("rds:shop-prod-2");
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isEqualTo(restoration.backup().orElseThrow().madeAt());
        assertThat(RdsRun.number(restoration, "select count(*) from orders")).isPositive();
    }

    @Test
    void the_instance_is_alone_and_carries_our_tags() {
        restored("name:rds:shop-prod-1");
        var request = plane.requests("RestoreDBInstanceFromDBSnapshot").get(0);
        assertThat(request.parameter("PubliclyAccessible")).isEqualTo("false");
        assertThat(request.parameter("DeletionProtection")).isEqualTo("false");
        assertThat(request.parameter("MultiAZ")).isEqualTo("false");
        assertThat(request.parameter("DBSubnetGroupName")).isEqualTo("restore-isolated");
        assertThat(plane.region("us-east-1").instances())
                .filteredOn(instance -> instance.dbInstanceIdentifier().startsWith("firedrill-"))
                .singleElement()
                .satisfies(instance -> assertThat(instance.tagList())
                        .extracting(tag -> tag.key())
                        .contains("firedrill:owner", "firedrill:run", "firedrill:expires", "firedrill:system"));
    }

    @Test
    void the_checks_role_cannot_write_and_sees_no_fewer_rows() {
        var shop =
                (PostgresInstance) restored("name:rds:shop-prod-1").instance().orElseThrow();
        assertThatThrownBy(() -> {
                    try (var connection = shop.connect();
                            var statement = connection.createStatement()) {
                        statement.execute("delete from orders");
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void all_of_its_storage_is_read_once() {
        assertThat(restored("name:rds:shop-prod-1").log())
                .anyMatch(line -> line.contains("available after "))
                .anyMatch(line -> line.matches(".*fully read after .*: [1-9][0-9,]* blocks of 8 kB were read"));
    }

    @Test
    void no_password_is_told_to_anybody() {
        var restoration = restored("name:rds:shop-prod-1");
        var password = plane.requests("ModifyDBInstance").get(0).parameter("MasterUserPassword");
        assertThat(password).hasSizeGreaterThan(40);
        assertThat(String.join("\n", restoration.log())).doesNotContain(password);
        assertThat(restoration.instance().orElseThrow().connection()).doesNotContain(password);
        assertThat(run.ledger().entries().toString()).doesNotContain(password);
    }

    @ParameterizedTest
    @CsvSource({
        "INCOMPATIBLE_RESTORE, FAIL",
        "FAILED,               INCONCLUSIVE",
    })
    void an_instance_that_does_not_come_up_has_its_verdict_and_is_removed(Fate fate, Verdict verdict) {
        plane.region("us-east-1").next(fate);
        run.refused(verdict, "name:rds:shop-prod-1", "expecting the restored instance firedrill-");
    }

    @Test
    void one_that_never_comes_up_is_given_up_at_the_deadline_and_removed() {
        plane.region("us-east-1").next(Fate.NEVER);
        run.with("deadline", "5s");
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "deadline", "available");
    }

    @Test
    void a_snapshot_that_vanishes_is_a_failure() {
        plane.before(
                "RestoreDBInstanceFromDBSnapshot",
                request -> plane.region("us-east-1").snapshots().remove("rds:shop-prod-1"));
        run.refused(Verdict.FAIL, "name:rds:shop-prod-1", "expecting snapshot rds:shop-prod-1, but it is gone");
    }

    @Test
    void a_lost_answer_makes_nothing_twice() {
        plane.dropConnection("RestoreDBInstanceFromDBSnapshot", 1);
        restored("name:rds:shop-prod-1");
        assertThat(run.ours()).hasSize(1);
    }

    @Test
    void an_open_security_group_is_refused_before_anything_is_made() {
        var everybody = IpPermission.builder()
                .ipProtocol("-1")
                .ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
                .build();
        plane.region("us-east-1").securityGroups().computeIfPresent("sg-0isolated", (id, group) -> group.toBuilder()
                .ipPermissions(everybody)
                .build());
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "sg-0isolated", "::/0", "nothing was restored");
        assertThat(plane.requests("RestoreDBInstanceFromDBSnapshot")).isEmpty();
    }

    @Test
    void throttling_is_waited_out() {
        plane.fail("DescribeDBInstances", "Throttling", 400, 7);
        restored("name:rds:shop-prod-1");
    }

    @Test
    void a_restore_that_is_denied_cannot_be_told_and_names_what_is_denied() {
        plane.identities().deny("rds:RestoreDBInstanceFromDBSnapshot");
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "RestoreDBInstanceFromDBSnapshot");
    }

    @Test
    void another_instance_of_our_name_is_never_touched() {
        plane.before("RestoreDBInstanceFromDBSnapshot", request -> plane.region("us-east-1")
                .foreign(it -> it.dbInstanceIdentifier(request.parameter("DBInstanceIdentifier"))));
        var restoration = run.at("name:rds:shop-prod-1");
        assertThat(restoration.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(restoration.failure().orElseThrow()).hasMessageContaining("is not ours");
        assertThat(plane.requests("DeleteDBInstance")).isEmpty();
        assertThat(run.ours()).hasSize(1);
        run.expect(run.ours());
    }

    @Test
    void more_than_is_allowed_is_refused_before_anything_is_made() {
        run.place("maxGigabytes", "1");
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "no more than 1 are allowed");
        assertThat(plane.requests("RestoreDBInstanceFromDBSnapshot")).isEmpty();
    }

    @Test
    void a_price_above_the_limit_is_refused_before_anything_is_made() {
        run.place("maxCost", "0.10");
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "no more than $0.10", "up to $0.");
        assertThat(plane.requests("RestoreDBInstanceFromDBSnapshot")).isEmpty();
    }

    @Test
    void the_password_of_an_instance_that_was_kept_goes_with_it() {
        var restoration = restored("name:rds:shop-prod-1");
        restoration.instance().orElseThrow().connection();
        var passwords = home.resolve(".firedrill/passwords");
        assertThat(passwords).isNotEmptyDirectory();
        run.open().discard(restoration);
        assertThat(passwords).isEmptyDirectory();
    }

    @Test
    void storage_that_nobody_read_is_a_doubt() {
        assertThat(new FirstRead(7, List.of()).doubt()).isEmpty();
        assertThat(new FirstRead(7, List.of("public.secrets")).doubt())
                .hasValueSatisfying(finding -> assertThat(finding.message()).contains("public.secrets", "Remedy: "));
        assertThat(new FirstRead(0, List.of("all")).doubt()).isPresent();
    }

    @Test
    void another_platform_is_a_mistake() {
        run.with("platform", "local");
        assertThatThrownBy(() -> run.restore())
                .hasMessageContaining("backups of type [rds] are restored by platform [aws] alone");
    }

    @Test
    void a_position_in_the_log_is_a_mistake() {
        assertThatThrownBy(() -> run.at("lsn:0/3000060"))
                .hasMessageContaining("RDS restores to no position in the log");
    }

    @Test
    void what_would_be_made_is_told_without_making_it() {
        assertThat(run.foreseen("name:rds:shop-prod-1"))
                .anyMatch(line -> line.startsWith("isolation: not public, in subnet group restore-isolated"))
                .anyMatch(line -> line.startsWith("limits: no more than 5 instances"))
                .anyMatch(line -> line.startsWith("cost: up to $0."));
        assertThat(plane.requests()).noneMatch(request -> request.action().startsWith("Restore"));
    }

    @Test
    void pages_that_nobody_can_read_do_not_pass_for_sound() {
        run.with("depth", "pages");
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "depth [pages]", "Remedy: ");
        assertThat(plane.requests("RestoreDBInstanceFromDBSnapshot")).isEmpty();
    }

    @Test
    void a_copy_is_what_came_from_the_instances_own_region() {
        PracticeBackups.replicated(plane.region("us-east-1"), plane.region("us-west-2"), "dr");
        run.with("copies", "{dr: {region: us-west-2}}");
        var restoration = run.restore("", "dr", "");
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        assertThat(restoration.recoveryPoint().orElseThrow().time())
                .isBetween(
                        sample.archived("dr").newestCommit().minusSeconds(2),
                        sample.archived("dr").newestCommit());
    }

    @Test
    void another_instance_of_the_same_name_in_another_region_is_no_copy() {
        PracticeBackups.in(plane.region("us-west-2"));
        run.with("copies", "{dr: {region: us-west-2}}");
        var restoration = run.restore("", "dr", "");
        assertThat(restoration.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(restoration.failure().orElseThrow()).hasMessageContaining("no usable backup was found");
    }

    @Test
    void what_was_restorable_after_the_assumed_failure_does_not_count() {
        var failure = sample.facts().asOf().minusSeconds(4);
        run.with("asOf", failure.toString());
        var restoration = restored("");
        assertThat(restoration.recoveryPoint().orElseThrow().time()).isBetween(failure.minusSeconds(3), failure);
        assertThat(plane.requests("RestoreDBInstanceToPointInTime")).hasSize(1);
    }

    @Test
    void of_a_snapshot_counts_what_is_in_it_and_not_when_it_was_made() {
        var twoHours = Duration.ofHours(2);
        var snapshots = plane.region("us-east-1").snapshots();
        var madeAt = snapshots.get("rds:shop-prod-2").snapshotCreateTime();
        snapshots.computeIfPresent("rds:shop-prod-2", (id, it) -> it.toBuilder()
                .snapshotDatabaseTime(madeAt.minus(twoHours))
                .build());
        assertThat(restored("name:rds:shop-prod-2")
                        .recoveryPoint()
                        .orElseThrow()
                        .time())
                .isEqualTo(madeAt.minus(twoHours));
    }

    @Test
    void certificates_that_are_not_those_of_rds_are_said_at_once() throws Exception {
        run.place("caBundle", anothers().toString());
        run.refused(Verdict.INCONCLUSIVE, "name:rds:shop-prod-1", "is not believed", "caBundle:");
    }

    @Test
    void an_instance_that_may_call_everybody_is_a_doubt() {
        var everybody = IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
        plane.region("us-east-1").securityGroups().computeIfPresent("sg-0isolated", (id, group) -> group.toBuilder()
                .ipPermissionsEgress(everybody)
                .build());
        var restoration = restored("name:rds:shop-prod-1");
        assertThat(restoration.verdict()).isEqualTo(Verdict.WARN);
        assertThat(restoration.log().toString()).contains("may call production");
    }

    @Test
    void a_moment_outside_of_the_window_is_a_failure() {
        run.refused(Verdict.FAIL, "2020-01-01T00:00:00Z", "no backup");
    }

    /** Certificates of others, as Java brings them along. */
    private Path anothers() throws Exception {
        var file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        var store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        var certificate = store.getCertificate(store.aliases().nextElement());
        var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return Files.writeString(
                home.resolve("others.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }

    private Restoration restored(String at) {
        var restoration = run.at(at);
        assertThat(restoration.failure()).as("%s", restoration.log()).isEmpty();
        return restoration;
    }
}

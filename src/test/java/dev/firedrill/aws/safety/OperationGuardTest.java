package dev.firedrill.aws.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

class OperationGuardTest {
    private static final Ownership OURS = (service, name) -> name.equals("firedrill-1");

    private CountingEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = CountingEndpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void what_reads_is_let_through() throws Exception {
        try (var rds = rds(new OperationGuard(Ownership.NOTHING))) {
            rds.describeDBInstances();
            rds.describeDBInstancesPaginator().stream().forEach(page -> {});
        }

        assertThat(endpoint.arrived()).isEqualTo(2);
    }

    @Test
    void nobody_deletes_what_is_not_ours() throws Exception {
        try (var rds = rds(new OperationGuard(OURS))) {
            refuses(
                    () -> rds.deleteDBInstance(
                            r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true)),
                    "rds:DeleteDBInstance",
                    "DBInstanceIdentifier [orders] is not ours");
            refuses(() -> rds.deleteDBInstance(r -> r.skipFinalSnapshot(true)), "DBInstanceIdentifier [] is not ours");
        }
    }

    @Test
    void what_is_ours_may_be_deleted_and_leaves_no_snapshot() throws Exception {
        try (var rds = rds(new OperationGuard(OURS))) {
            refuses(
                    () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("firedrill-1")),
                    "SkipFinalSnapshot must be true");

            rds.deleteDBInstance(r -> r.dbInstanceIdentifier("firedrill-1").skipFinalSnapshot(true));
        }

        assertThat(endpoint.arrived()).isEqualTo(1);
    }

    @Test
    void nothing_is_written_into_buckets() throws Exception {
        try (var s3 =
                (S3Client) GuardedClients.of(S3Client.class, endpoint.uri(), new OperationGuard((s, n) -> true))) {
            refuses(() -> s3.putObject(r -> r.bucket("b").key("k"), RequestBody.fromString("x")), "s3:PutObject");
            refuses(() -> s3.deleteObject(r -> r.bucket("b").key("k")), "s3:DeleteObject");
            refuses(() -> s3.createSession(r -> r.bucket("b")), "s3:CreateSession");
        }
    }

    @Test
    void only_the_declared_role_is_assumed_and_only_the_declared_secret_is_read() throws Exception {
        var guard = new OperationGuard(Ownership.NOTHING, new Declared(Set.of("arn:aws:iam::1:role/ours", "orders")));
        try (var sts = (StsClient) GuardedClients.of(StsClient.class, endpoint.uri(), guard);
                var secrets =
                        (SecretsManagerClient) GuardedClients.of(SecretsManagerClient.class, endpoint.uri(), guard)) {
            refuses(
                    () -> sts.assumeRole(
                            r -> r.roleArn("arn:aws:iam::1:role/admin").roleSessionName("x")),
                    "RoleArn [arn:aws:iam::1:role/admin] is not named");
            refuses(() -> secrets.getSecretValue(r -> r.secretId("payroll")), "SecretId [payroll] is not named");

            sts.assumeRole(r -> r.roleArn("arn:aws:iam::1:role/ours").roleSessionName("x"));
            secrets.getSecretValue(r -> r.secretId("orders"));
        }

        assertThat(endpoint.arrived()).isEqualTo(2);
    }

    @Test
    void a_sweep_removes_and_makes_nothing() throws Exception {
        try (var rds = rds(OperationGuard.ofSweep(OURS))) {
            refuses(
                    () -> rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("firedrill-1")),
                    "a sweep makes nothing");

            rds.deleteDBInstance(r -> r.dbInstanceIdentifier("firedrill-1").skipFinalSnapshot(true));
        }

        assertThat(endpoint.arrived()).isEqualTo(1);
    }

    @Test
    void what_is_put_beside_the_fields_of_a_request_is_refused() throws Exception {
        try (var rds = rds(new OperationGuard(OURS))) {
            refuses(
                    () -> rds.describeDBInstances(
                            r -> r.overrideConfiguration(c -> c.putRawQueryParameter("Action", "DeleteDBInstance"))),
                    "were added to the request");
            refuses(
                    () -> rds.describeDBInstances(r -> r.overrideConfiguration(c -> c.putHeader("X-Amz-Target", "x"))),
                    "were added to the request");
            refuses(
                    () -> rds.describeDBInstances(r -> r.overrideConfiguration(c -> c.addPlugin(settings -> {}))),
                    "were added to the request");
        }
    }

    @Test
    void another_name_does_not_help_an_operation() throws Exception {
        ExecutionInterceptor renaming = new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                attributes.putAttribute(SdkExecutionAttribute.OPERATION_NAME, "DescribeDBInstances");
            }
        };
        try (var rds = rds(renaming, new OperationGuard(OURS))) {
            refuses(
                    () -> rds.deleteDBInstance(
                            r -> r.dbInstanceIdentifier("firedrill-1").skipFinalSnapshot(true)),
                    "its request is a software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest");
        }
    }

    @Test
    void a_request_that_was_exchanged_on_its_way_is_looked_at_again() throws Exception {
        ExecutionInterceptor exchanging = new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return ((DeleteDbInstanceRequest) context.request())
                        .toBuilder().dbInstanceIdentifier("orders").build();
            }
        };
        try (var rds = rds(new OperationGuard(OURS), exchanging)) {
            refuses(
                    () -> rds.deleteDBInstance(
                            r -> r.dbInstanceIdentifier("firedrill-1").skipFinalSnapshot(true)),
                    "DBInstanceIdentifier [orders] is not ours");
        }
    }

    private RdsClient rds(ExecutionInterceptor... interceptors) throws Exception {
        return (RdsClient) GuardedClients.of(RdsClient.class, endpoint.uri(), interceptors);
    }

    private void refuses(ThrowingCallable call, String... says) {
        var before = endpoint.arrived();

        assertThatThrownBy(call).isInstanceOf(OperationRefused.class).hasMessageContainingAll(says);
        assertThat(endpoint.arrived()).as("requests that left").isEqualTo(before);
    }
}

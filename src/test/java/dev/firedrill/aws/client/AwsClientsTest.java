package dev.firedrill.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.firedrill.aws.client.RecordingEndpoint.Answer;
import dev.firedrill.aws.client.RecordingEndpoint.Asked;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.aws.safety.OperationRefused;
import dev.firedrill.aws.safety.Ownership;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

@Timeout(120)
class AwsClientsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/restore";
    private static final Answer EMPTY = new Answer(200, "<Answer/>");

    @Test
    void a_role_is_assumed_once_in_a_session_that_names_the_run() throws Exception {
        try (var endpoint = new RecordingEndpoint(assumed("2099-01-01T00:00:00Z"));
                var clients = clients(endpoint, ROLE, "2026 11/30")) {
            clients.rds().describeDBInstances();
            clients.rds().describeDBSnapshots();
            clients.ec2().describeVpcs();

            assertThat(endpoint.asked("AssumeRole")).singleElement().satisfies(asked -> {
                assertThat(asked.body()).contains("RoleSessionName=firedrill-2026-11-30");
                assertThat(asked.authorization()).contains("Credential=AKIABASE/");
            });
            assertThat(endpoint.asked("DescribeDBInstances"))
                    .singleElement()
                    .extracting(Asked::authorization)
                    .asString()
                    .contains("Credential=ASIAROLE/");
            assertThat(endpoint.asked()).hasSize(4).allSatisfy(asked -> assertThat(asked.userAgent())
                    .contains("firedrill"));
        }
    }

    @Test
    void a_session_that_ends_is_renewed() throws Exception {
        try (var endpoint = new RecordingEndpoint(assumed("2020-01-01T00:00:00Z"));
                var clients = clients(endpoint, ROLE, "run")) {
            clients.rds().describeDBInstances();
            clients.rds().describeDBInstances();

            assertThat(endpoint.asked("AssumeRole")).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void the_guard_stands_before_every_client_also_with_a_role() throws Exception {
        try (var endpoint = new RecordingEndpoint(assumed("2099-01-01T00:00:00Z"));
                var clients = clients(endpoint, ROLE, "run")) {
            assertThatThrownBy(() -> clients.rds().deleteDBInstance(r -> r.dbInstanceIdentifier("orders")))
                    .isInstanceOf(OperationRefused.class);
            assertThatThrownBy(
                            () -> clients.s3().deleteObject(r -> r.bucket("b").key("k")))
                    .isInstanceOf(OperationRefused.class);
            assertThatThrownBy(
                            () -> clients.sts().assumeRole(r -> r.roleArn(ROLE).roleSessionName("x")))
                    .isInstanceOf(OperationRefused.class);

            // The SDK takes care of credentials first; nothing else leaves.
            assertThat(endpoint.asked()).isEqualTo(endpoint.asked("AssumeRole"));
        }
    }

    @Test
    void a_service_that_stumbles_is_asked_five_times() throws Exception {
        var left = new AtomicInteger(4);
        Function<Asked, Answer> stumbling =
                asked -> left.getAndDecrement() > 0 ? new Answer(503, error("InternalFailure")) : EMPTY;
        try (var endpoint = new RecordingEndpoint(stumbling);
                var clients = clients(endpoint, null, "run")) {
            clients.rds().describeDBInstances();

            assertThat(endpoint.asked()).hasSize(5);
        }
    }

    @Test
    void a_storm_of_throttling_ends_in_words() throws Exception {
        try (var endpoint = new RecordingEndpoint(asked -> new Answer(400, error("Throttling")));
                var clients = clients(endpoint, null, "run")) {
            assertThatThrownBy(() -> clients.rds().describeDBInstances())
                    .asInstanceOf(type(SdkException.class))
                    .extracting(failure -> AwsFault.of(failure).kind())
                    .isEqualTo(FaultKind.THROTTLED);
            assertThat(endpoint.asked()).hasSize(5);
        }
    }

    @Test
    void fifty_objects_are_read_at_once() throws Exception {
        var all = new CountDownLatch(50);
        Function<Asked, Answer> waiting = asked -> {
            all.countDown();
            return new Answer(allCame(all) ? 200 : 500, "content");
        };
        var threads = Executors.newFixedThreadPool(50);
        try (var endpoint = new RecordingEndpoint(waiting);
                var clients = clients(endpoint, null, "run")) {
            var s3 = clients.s3();
            var reads = new ArrayList<Future<String>>();
            for (int i = 0; i < 50; i++) {
                reads.add(threads.submit(
                        () -> s3.getObjectAsBytes(r -> r.bucket("b").key("k")).asUtf8String()));
            }
            for (var read : reads) {
                assertThat(read.get()).isEqualTo("content");
            }
            assertThat(endpoint.asked()).hasSize(50);
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean allCame(CountDownLatch all) {
        try {
            return all.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static AwsClients clients(RecordingEndpoint endpoint, String role, String session) {
        return new AwsClients(
                endpoint.target(role),
                new OperationGuard(Ownership.NOTHING),
                session,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIABASE", "word")));
    }

    private static Function<Asked, Answer> assumed(String end) {
        var body =
                """
                <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>
                <SecretAccessKey>word</SecretAccessKey><SessionToken>token</SessionToken><Expiration>%s</Expiration>
                </Credentials></AssumeRoleResult></AssumeRoleResponse>
                """
                        .formatted(end);
        return asked -> asked.body().contains("Action=AssumeRole&") ? new Answer(200, body) : EMPTY;
    }

    private static String error(String code) {
        return "<ErrorResponse><Error><Code>" + code + "</Code><Message>no</Message></Error></ErrorResponse>";
    }
}

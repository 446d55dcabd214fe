package dev.firedrill.aws.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Nothing is called asynchronously; if somebody did, the guard would hold. */
class AsynchronousCallTest {
    @Test
    @Timeout(60)
    void a_write_is_refused_before_it_leaves() {
        var wire = new Wire();
        try (var s3 = S3AsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "word")))
                .httpClient(wire)
                .overrideConfiguration(c -> c.addExecutionInterceptor(new OperationGuard(Ownership.NOTHING)))
                .build()) {
            assertThatThrownBy(() -> s3.putObject(r -> r.bucket("b").key("k"), AsyncRequestBody.fromString("x"))
                            .join())
                    .hasRootCauseInstanceOf(OperationRefused.class);
            assertThat(wire.requests).hasValue(0);

            assertThatThrownBy(() -> s3.headObject(r -> r.bucket("b").key("k")).join())
                    .hasStackTraceContaining("the wire is cut");
            assertThat(wire.requests.get()).as("what reads arrives").isPositive();
        }
    }

    private static final class Wire implements SdkAsyncHttpClient {
        private final AtomicInteger requests = new AtomicInteger();

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            requests.incrementAndGet();
            var cut = new IllegalStateException("the wire is cut");
            request.responseHandler().onError(cut);
            return CompletableFuture.failedFuture(cut);
        }

        @Override
        public void close() {}
    }
}

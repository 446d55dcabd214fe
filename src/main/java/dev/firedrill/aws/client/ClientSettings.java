package dev.firedrill.aws.client;

import dev.firedrill.aws.safety.OperationGuard;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * What all clients have in common: one pool of connections, patience, and who they say they are.
 *
 * @param http closed with these settings: clients leave a pool alone that they were given
 */
record ClientSettings(AwsTarget target, SdkHttpClient http) implements AutoCloseable {
    /** Fifty objects are hashed at once; the rest is for those who wait for instances meanwhile. */
    private static final int CONNECTIONS = 64;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration POOL = Duration.ofSeconds(60);

    /** Of one call with all its attempts. */
    private static final Duration CALL = Duration.ofMinutes(3);

    private static final int ATTEMPTS = 5;

    static ClientSettings of(AwsTarget target) {
        var http = ApacheHttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .connectionAcquisitionTimeout(POOL)
                .tcpKeepAlive(true)
                .build();
        return new ClientSettings(target, http);
    }

    /** Whether something else than AWS is asked. */
    boolean elsewhere() {
        return target.endpoint().isPresent();
    }

    /** @param limited whether a call ends after a while, also if it goes on */
    <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B applied(
            B builder, OperationGuard guard, boolean limited) {
        target.endpoint().ifPresent(builder::endpointOverride);
        return builder.region(Region.of(target.region()))
                .httpClient(http)
                .overrideConfiguration(configuration(guard, limited));
    }

    private ClientOverrideConfiguration configuration(OperationGuard guard, boolean limited) {
        var configuration = ClientOverrideConfiguration.builder()
                .addExecutionInterceptor(guard)
                // Exponential, with jitter; the first pause is longer where AWS asks for patience.
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "firedrill");
        target.profile().ifPresent(configuration::defaultProfileName);
        if (limited) {
            configuration.apiCallTimeout(CALL);
        }
        return configuration.build();
    }

    @Override
    public void close() {
        http.close();
    }
}

package dev.firedrill.aws.safety;

import dev.firedrill.aws.validation.RequestValidation;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;

/** Real clients of the SDK behind a guard, which ask an endpoint of ours; nobody minds there that values make no sense. */
final class GuardedClients {
    private GuardedClients() {}

    static SdkClient of(Class<?> client, URI endpoint, ExecutionInterceptor... interceptors) throws Exception {
        var builder = (AwsClientBuilder<?, ?>) client.getMethod("builder").invoke(null);
        builder.region(Region.US_EAST_1);
        builder.endpointOverride(endpoint);
        builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "word")));
        builder.overrideConfiguration(settings -> {
            settings.putExecutionAttribute(RequestValidation.LEFT_OUT, true);
            for (var interceptor : interceptors) {
                settings.addExecutionInterceptor(interceptor);
            }
        });
        return (SdkClient) builder.build();
    }
}

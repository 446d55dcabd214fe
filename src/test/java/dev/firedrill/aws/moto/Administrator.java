package dev.firedrill.aws.moto;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;

/**
 * Who may do all in the account of a mock: makes what production has made, and looks at what is left.
 *
 * <pre>{@code
 * var rds = administrator.client(RdsClient.builder());
 * }</pre>
 */
public final class Administrator implements AutoCloseable {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("administrator", "of-a-mock"));

    private final URI endpoint;
    private final Region region;
    private final Deque<SdkClient> made = new ArrayDeque<>();

    Administrator(URI endpoint, String region) {
        this.endpoint = endpoint;
        this.region = Region.of(region);
    }

    /** The same in another region. */
    public Administrator in(String otherRegion) {
        return new Administrator(endpoint, otherRegion);
    }

    /** Closed with this. */
    public synchronized <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(B builder) {
        var client = builder.endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(CREDENTIALS)
                .build();
        made.push(client);
        return client;
    }

    @Override
    public synchronized void close() {
        made.forEach(SdkClient::close);
        made.clear();
    }
}

package dev.firedrill.aws.client;

import dev.firedrill.aws.safety.OperationGuard;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients of one region, each behind the same guard. They are made nowhere else.
 *
 * <pre>{@code
 * try (var clients = AwsClients.of(target, new OperationGuard(Ownership.NOTHING))) {
 *     clients.rds().describeDBSnapshotsPaginator(...)
 * }
 * }</pre>
 */
public final class AwsClients implements AutoCloseable {
    private final AwsTarget target;
    private final OperationGuard guard;
    private final Deque<SdkClient> made = new ArrayDeque<>();

    private AwsClients(AwsTarget target, OperationGuard guard) {
        this.target = target;
        this.guard = guard;
    }

    /** Nothing is asked yet. */
    public static AwsClients of(AwsTarget target, OperationGuard guard) {
        return new AwsClients(target, guard);
    }

    public RdsClient rds() {
        return client(RdsClient.builder());
    }

    public S3Client s3() {
        // Only a mock needs the bucket in the path, and there it does no harm.
        return client(S3Client.builder().forcePathStyle(target.endpoint().isPresent()));
    }

    public ElastiCacheClient elastiCache() {
        return client(ElastiCacheClient.builder());
    }

    public SecretsManagerClient secrets() {
        return client(SecretsManagerClient.builder());
    }

    public KmsClient kms() {
        return client(KmsClient.builder());
    }

    public Ec2Client ec2() {
        return client(Ec2Client.builder());
    }

    public StsClient sts() {
        return client(StsClient.builder());
    }

    private synchronized <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(B builder) {
        builder.region(Region.of(target.region()));
        target.endpoint().ifPresent(builder::endpointOverride);
        var client = builder.overrideConfiguration(settings -> settings.addExecutionInterceptor(guard))
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

package dev.firedrill.aws.client;

import dev.firedrill.aws.safety.OperationGuard;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * The clients of one region, each behind the same guard, all over the same connections. They are made nowhere else.
 *
 * <pre>{@code
 * try (var clients = AwsClients.of(target, new OperationGuard(Ownership.NOTHING))) {
 *     clients.rds().describeDBSnapshotsPaginator(...)
 * }
 * }</pre>
 */
public final class AwsClients implements AutoCloseable {
    private final OperationGuard guard;
    private final ClientSettings settings;
    private final AwsCredentialsProvider credentials;
    private final Map<Class<?>, SdkClient> made = new HashMap<>();

    AwsClients(AwsTarget target, OperationGuard guard, String session, AwsCredentialsProvider base) {
        this.guard = guard;
        this.settings = ClientSettings.of(target);
        this.credentials = Credentials.of(target, base, session, settings);
    }

    /** Nothing is asked yet. What is done under a role is done in a session that bears this host's name. */
    public static AwsClients of(AwsTarget target, OperationGuard guard) {
        return of(target, guard, Credentials.host());
    }

    /**
     * Nothing is asked yet.
     *
     * @param run names the session in which things are done under a role, for those who read the account's trail
     */
    public static AwsClients of(AwsTarget target, OperationGuard guard, String run) {
        return new AwsClients(target, guard, run, Credentials.base(target));
    }

    public RdsClient rds() {
        return client(RdsClient.class, RdsClient::builder);
    }

    /** Bodies of any length are read within its calls: only a connection that falls silent ends them. */
    public S3Client s3() {
        // Only a mock needs the bucket in the path, and there it does no harm.
        return client(S3Client.class, () -> S3Client.builder().forcePathStyle(settings.elsewhere()));
    }

    public ElastiCacheClient elastiCache() {
        return client(ElastiCacheClient.class, ElastiCacheClient::builder);
    }

    public SecretsManagerClient secrets() {
        return client(SecretsManagerClient.class, SecretsManagerClient::builder);
    }

    public KmsClient kms() {
        return client(KmsClient.class, KmsClient::builder);
    }

    public Ec2Client ec2() {
        return client(Ec2Client.class, Ec2Client::builder);
    }

    public StsClient sts() {
        return client(StsClient.class, StsClient::builder);
    }

    private synchronized <C extends SdkClient, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            Class<C> type, Supplier<B> builder) {
        return type.cast(made.computeIfAbsent(type, key -> settings.applied(builder.get(), guard, key != S3Client.class)
                .credentialsProvider(credentials)
                .build()));
    }

    @Override
    public synchronized void close() {
        made.values().forEach(SdkClient::close);
        made.clear();
        if (credentials instanceof SdkAutoCloseable open) {
            open.close();
        }
        settings.close();
    }
}

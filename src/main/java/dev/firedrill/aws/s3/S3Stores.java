package dev.firedrill.aws.s3;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.store.ObjectStore;
import dev.firedrill.store.ObjectStoreProvider;
import java.util.HashSet;
import java.util.Set;

/**
 * Stores of type {@code s3}: what lies in a bucket below a prefix. Only read, never written.
 *
 * <pre>{@code backup: {type: s3, bucket: my-backups, prefix: app/, region: eu-central-1, checksums: SHA256SUMS, budget: 50GB}}</pre>
 */
public final class S3Stores implements ObjectStoreProvider {
    @Override
    public boolean opens(String type) {
        return type.equals("s3");
    }

    @Override
    public Set<String> keys() {
        var keys = new HashSet<>(AwsTarget.KEYS);
        keys.addAll(S3Place.KEYS);
        return keys;
    }

    @Override
    public ObjectStore open(BackupSource source) {
        return new S3Store(S3Place.of(source), AwsTarget.of(source));
    }
}

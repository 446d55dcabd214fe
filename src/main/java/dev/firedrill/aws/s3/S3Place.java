package dev.firedrill.aws.s3;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.store.StoredName;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A bucket and a prefix. Names of objects count from the prefix.
 *
 * @param prefix empty for the whole bucket, else ending in a slash
 */
record S3Place(String bucket, String prefix) {
    static final Set<String> KEYS = Set.of("bucket", "prefix");

    /** As AWS allows them, and the ARNs of access points, which stand for buckets. */
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]|arn:.+");

    /** @throws ConfigurationMistake if one of them makes no sense */
    static S3Place of(BackupSource source) {
        var bucket = source.value("bucket").orElse("");
        if (!BUCKET.matcher(bucket).matches()) {
            throw new ConfigurationMistake(
                    source.place(),
                    bucket.isEmpty()
                            ? "backup of type [s3] has no key [bucket]"
                            : "bucket [" + bucket + "] is no name of a bucket",
                    "write its name alone, such as bucket: my-backups");
        }
        var prefix = source.value("prefix").orElse("");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new ConfigurationMistake(
                    source.place(),
                    "prefix [" + prefix + "] would end in the middle of a name",
                    "write prefix: " + prefix + "/");
        }
        return new S3Place(bucket, prefix);
    }

    /** {@code s3://bucket/prefix}, without the last slash. */
    String location() {
        var whole = "s3://" + bucket + "/" + prefix;
        return whole.substring(0, whole.length() - 1);
    }

    String key(StoredName name) {
        return prefix + new String(name.bytes().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    StoredName name(String key) {
        return StoredName.of(key.substring(prefix.length()));
    }

    /** Whether ETags are no digests here: so it is in directory buckets. */
    boolean isExpress() {
        return bucket.endsWith("--x-s3");
    }
}

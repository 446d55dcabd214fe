package dev.firedrill.aws.safety;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which actions of IAM an operation needs: mostly the one of its name, but not in S3, and not where it reaches for others. */
final class IamActions {
    /** Tags that a restore gives need a right of their own, and an encrypted backup needs its key, through RDS. */
    private static final Set<String> RESTORING = Set.of("rds:AddTagsToResource", "kms:CreateGrant", "kms:DescribeKey");

    private static final Map<String, Set<String>> NEEDED = Map.ofEntries(
            Map.entry("s3:ListObjects", Set.of("s3:ListBucket")),
            Map.entry("s3:ListObjectsV2", Set.of("s3:ListBucket")),
            Map.entry("s3:HeadBucket", Set.of("s3:ListBucket")),
            Map.entry("s3:ListObjectVersions", Set.of("s3:ListBucketVersions")),
            Map.entry("s3:ListBuckets", Set.of("s3:ListAllMyBuckets")),
            Map.entry("s3:GetObject", Set.of("s3:GetObject", "s3:GetObjectVersion", "kms:Decrypt")),
            Map.entry("s3:HeadObject", Set.of("s3:GetObject", "s3:GetObjectVersion", "kms:Decrypt")),
            Map.entry(
                    "s3:GetObjectAttributes",
                    Set.of(
                            "s3:GetObject",
                            "s3:GetObjectVersion",
                            "s3:GetObjectAttributes",
                            "s3:GetObjectVersionAttributes",
                            "kms:Decrypt")),
            Map.entry("s3:GetObjectLockConfiguration", Set.of("s3:GetBucketObjectLockConfiguration")),
            Map.entry("s3:GetBucketEncryption", Set.of("s3:GetEncryptionConfiguration")),
            Map.entry("s3:GetBucketLifecycleConfiguration", Set.of("s3:GetLifecycleConfiguration")),
            Map.entry("s3:GetBucketReplication", Set.of("s3:GetReplicationConfiguration")),
            Map.entry("s3:GetPublicAccessBlock", Set.of("s3:GetBucketPublicAccessBlock")),
            Map.entry("s3:ListMultipartUploads", Set.of("s3:ListBucketMultipartUploads")),
            Map.entry("s3:ListParts", Set.of("s3:ListMultipartUploadParts")),
            Map.entry("secretsmanager:GetSecretValue", Set.of("secretsmanager:GetSecretValue", "kms:Decrypt")),
            // Everybody may ask who they are.
            Map.entry("sts:GetCallerIdentity", Set.of()));

    private IamActions() {}

    static Set<String> of(Set<String> operations) {
        var actions = new TreeSet<String>();
        operations.forEach(operation -> actions.addAll(of(operation)));
        return actions;
    }

    private static Set<String> of(String operation) {
        var needed = new TreeSet<>(NEEDED.getOrDefault(operation, Set.of(operation)));
        var rule = ChangeRules.KNOWN.get(Operation.of(operation));
        if (rule != null && rule.creates() && operation.startsWith("rds:")) {
            needed.addAll(RESTORING);
        }
        return needed;
    }
}

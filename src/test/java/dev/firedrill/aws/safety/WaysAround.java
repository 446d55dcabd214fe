package dev.firedrill.aws.safety;

import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** How somebody could get around the guard: planted, so that the rules that forbid it can be seen to find it. */
public final class WaysAround {
    private WaysAround() {}

    static RdsClient unguarded() {
        return RdsClient.create();
    }

    static String presigned(S3Presigner presigner) {
        return presigner
                .presignDeleteObject(
                        d -> d.deleteObjectRequest(r -> r.bucket("b").key("k")))
                .url()
                .toString();
    }

    static void asynchronous(S3AsyncClient s3) {
        s3.deleteObject(r -> r.bucket("b").key("k")).join();
    }

    static void plugged(SdkPlugin plugin) {
        RdsClient.builder().addPlugin(plugin);
    }
}

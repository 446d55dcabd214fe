package dev.firedrill.aws.client;

import dev.firedrill.aws.safety.Declared;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.aws.safety.Ownership;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * As whom AWS is asked: the profile that is named, else what the SDK finds by itself (environment, shared files, web
 * identity, the machine's own role); and from there the role that is named, renewed before its session ends.
 */
final class Credentials {
    private static final int LONGEST_NAME = 64;

    private Credentials() {}

    static AwsCredentialsProvider base(AwsTarget target) {
        return target.profile()
                .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** @param session what the role's session is named after */
    static AwsCredentialsProvider of(
            AwsTarget target, AwsCredentialsProvider base, String session, ClientSettings settings) {
        return target.role()
                .<AwsCredentialsProvider>map(role -> new AssumedRole(base, role, sessionName(session), settings))
                .orElse(base);
    }

    /** The name of this host, or of its process's user where it has none. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return System.getProperty("user.name");
        }
    }

    /** By the rules of STS. */
    static String sessionName(String of) {
        var name = "firedrill-" + of.replaceAll("[^A-Za-z0-9+=,.@-]+", "-");
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** The guard lets its client assume this role, and no other. */
    static StsClient assuming(String role, AwsCredentialsProvider base, ClientSettings settings) {
        var guard = new OperationGuard(Ownership.NOTHING, new Declared(Set.of(role)));
        return settings.applied(StsClient.builder(), guard, true)
                .credentialsProvider(base)
                .build();
    }

    static StsAssumeRoleCredentialsProvider session(StsClient sts, String role, String name) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(role).roleSessionName(name))
                .build();
    }
}

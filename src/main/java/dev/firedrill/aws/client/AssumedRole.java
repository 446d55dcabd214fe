package dev.firedrill.aws.client;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The credentials of a role, and all that is needed to assume it, which is closed with them. */
final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {
    private final AwsCredentialsProvider base;
    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider session;

    AssumedRole(AwsCredentialsProvider base, String role, String name, ClientSettings settings) {
        this.base = base;
        this.sts = Credentials.assuming(role, base, settings);
        this.session = Credentials.session(sts, role, name);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return session.resolveCredentials();
    }

    @Override
    public void close() {
        session.close();
        sts.close();
        if (base instanceof SdkAutoCloseable open) {
            open.close();
        }
    }
}

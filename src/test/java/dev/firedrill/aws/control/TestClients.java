package dev.firedrill.aws.control;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsClient;

/** Real clients of the SDK that ask a control plane of the tests. */
final class TestClients {
    static final String ACCESS_KEY = "AKIATEST";

    private TestClients() {}

    static RdsClient rds(ControlPlane plane) {
        return made(plane, "us-east-1", RdsClient.builder());
    }

    static <B extends AwsClientBuilder<B, C>, C> C made(ControlPlane plane, String region, B builder) {
        return builder.region(Region.of(region))
                .endpointOverride(plane.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, "secret")))
                .overrideConfiguration(it -> it.apiCallTimeout(Duration.ofSeconds(60)))
                .build();
    }
}

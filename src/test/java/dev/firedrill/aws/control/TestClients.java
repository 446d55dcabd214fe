package dev.firedrill.aws.control;

import dev.firedrill.aws.validation.RequestValidation;
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

    /** One whose requests need not be valid: it is the control plane that is to say so. */
    static RdsClient careless(ControlPlane plane) {
        return RdsClient.builder()
                .region(Region.of("us-east-1"))
                .endpointOverride(plane.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, "secret")))
                .overrideConfiguration(it -> it.putExecutionAttribute(RequestValidation.LEFT_OUT, true))
                .build();
    }

    static <B extends AwsClientBuilder<B, C>, C> C made(ControlPlane plane, String region, B builder) {
        return builder.region(Region.of(region))
                .endpointOverride(plane.endpoint())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, "secret")))
                .overrideConfiguration(it -> it.apiCallTimeout(Duration.ofSeconds(60)))
                .build();
    }
}

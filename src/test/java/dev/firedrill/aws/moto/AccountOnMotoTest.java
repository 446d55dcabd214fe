package dev.firedrill.aws.moto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.testing.NeedsTool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * What is asked around a restore, of who asks, of the network, of keys and secrets, asked of a server that nobody here
 * wrote: every request accepted, every answer read. What moto 5.2.4 does otherwise than AWS: any role can be assumed, also
 * one that does not exist, by anybody; nobody is ever denied anything. Each region has a default VPC that is open as AWS's.
 */
@NeedsTool(MotoServer.PROGRAM)
class AccountOnMotoTest {
    private static MotoServer moto;
    private static Administrator account;
    private static Ec2Client ec2;
    private static String network;

    @BeforeAll
    static void make_a_network(@TempDir Path directory) throws IOException {
        moto = MotoServer.start(directory);
        account = moto.administrator();
        ec2 = account.client(Ec2Client.builder());
        network =
                ec2.createVpc(request -> request.cidrBlock("10.7.0.0/16")).vpc().vpcId();
    }

    @AfterAll
    static void stop() {
        if (moto != null) {
            account.close();
            moto.close();
        }
    }

    private static String group(String name) {
        return ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(network))
                .groupId();
    }

    @Test
    void a_security_group_says_whom_it_lets_in() {
        var closed = group("closed");
        var open = group("open");
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(open)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .build()));

        assertThat(ec2.describeSecurityGroups(request -> request.groupIds(closed))
                        .securityGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.ipPermissions()).isEmpty());
        assertThat(ec2.describeSecurityGroups(request -> request.groupIds(open)).securityGroups())
                .flatExtracting(group -> group.ipPermissions())
                .flatExtracting(IpPermission::ipRanges)
                .extracting(IpRange::cidrIp)
                .containsExactly("0.0.0.0/0");
        assertThatThrownBy(() -> ec2.describeSecurityGroups(request -> request.groupIds("sg-0123456789abcdef0")))
                .isInstanceOfSatisfying(Ec2Exception.class, refused -> assertThat(
                                refused.awsErrorDetails().errorCode())
                        .isEqualTo("InvalidGroup.NotFound"));
    }

    @Test
    void subnets_and_their_routes_are_read() {
        for (int number = 1; number <= 7; number++) {
            var range = "10.7." + number + ".0/24";
            ec2.createSubnet(request -> request.vpcId(network).cidrBlock(range).availabilityZone("us-east-1a"));
        }
        var inNetwork = Filter.builder().name("vpc-id").values(network).build();
        var subnets = ec2.describeSubnetsPaginator(
                request -> request.filters(inNetwork).maxResults(5));

        assertThat(subnets.subnets()).hasSize(7).noneMatch(Subnet::mapPublicIpOnLaunch);
        assertThat(ec2.describeRouteTablesPaginator(request -> request.filters(inNetwork))
                        .routeTables())
                .flatExtracting(table -> table.routes())
                .extracting(route -> route.gatewayId())
                .containsExactly("local");
    }

    @Test
    void who_asks_is_known_and_a_role_is_assumed_for_a_time() {
        var sts = account.client(StsClient.builder());
        var role = "arn:aws:iam::111122223333:role/restore";
        var assumed = sts.assumeRole(
                request -> request.roleArn(role).roleSessionName("firedrill-7").durationSeconds(900));

        assertThat(sts.getCallerIdentity().account()).isEqualTo(MotoServer.ACCOUNT);
        assertThat(assumed.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::111122223333:assumed-role/restore/firedrill-7");
        assertThat(assumed.credentials().expiration())
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(16)));
        assertThat(assumed.credentials().sessionToken()).isNotEmpty();
    }

    @Test
    void keys_are_described() {
        var kms = account.client(KmsClient.builder());
        var made = kms.createKey(request -> request.description("of backups")).keyMetadata();
        kms.createAlias(request -> request.aliasName("alias/backups").targetKeyId(made.keyId()));

        assertThat(kms.describeKey(request -> request.keyId("alias/backups")).keyMetadata())
                .satisfies(key -> {
                    assertThat(key.arn()).isEqualTo(made.arn());
                    assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
                });
        assertThatThrownBy(() -> kms.describeKey(request -> request.keyId("alias/none")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void secrets_are_read_by_name() {
        var secrets = account.client(SecretsManagerClient.builder());
        secrets.createSecret(request -> request.name("firedrill/mail").secretString("{\"password\":\"swordfish\"}"));
        var read = secrets.getSecretValue(request -> request.secretId("firedrill/mail"));

        assertThat(read.secretString()).isEqualTo("{\"password\":\"swordfish\"}");
        assertThat(read.toString()).doesNotContain("swordfish");
        assertThatThrownBy(() -> secrets.getSecretValue(request -> request.secretId("firedrill/none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}

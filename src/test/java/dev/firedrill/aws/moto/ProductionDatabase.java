package dev.firedrill.aws.moto;

import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;

/** The RDS instance {@value #NAME} of a mock's account, with an isolated place beside it into which it can be restored. */
final class ProductionDatabase {
    static final String NAME = "orders";
    static final String SUBNET_GROUP = "restore-isolated";
    static final int GIGABYTES = 20;

    private final Ec2Client ec2;
    private final RdsClient rds;
    private final String network;
    private final String securityGroup;
    private final String key;

    private ProductionDatabase(Ec2Client ec2, RdsClient rds, String key) {
        this.key = key;
        this.ec2 = ec2;
        this.rds = rds;
        this.network =
                ec2.createVpc(request -> request.cidrBlock("10.7.0.0/16")).vpc().vpcId();
        this.securityGroup = ec2.createSecurityGroup(request -> request.groupName(SUBNET_GROUP)
                        .description("nobody from outside")
                        .vpcId(network))
                .groupId();
        // A new group lets everything out.
        ec2.revokeSecurityGroupEgress(request -> request.groupId(securityGroup)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("-1")
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .build()));
    }

    /** @param port where it, and what is restored of it, answers */
    static ProductionDatabase make(Administrator account, int port) {
        var key = account.client(KmsClient.builder()).createKey().keyMetadata().arn();
        var made =
                new ProductionDatabase(account.client(Ec2Client.builder()), account.client(RdsClient.builder()), key);
        made.rds.createDBSubnetGroup(request -> request.dbSubnetGroupName(SUBNET_GROUP)
                .dbSubnetGroupDescription("no way in, no way out")
                .subnetIds(made.subnet("10.7.1.0/24", "us-east-1a"), made.subnet("10.7.2.0/24", "us-east-1b")));
        made.rds.createDBInstance(request -> request.dbInstanceIdentifier(NAME)
                .engine("postgres")
                .engineVersion("17.5")
                .dbInstanceClass("db.t3.medium")
                .allocatedStorage(GIGABYTES)
                .dbName("shop")
                .masterUsername("owner")
                .masterUserPassword("never-used-again")
                .backupRetentionPeriod(7)
                .storageEncrypted(true)
                .kmsKeyId(made.key)
                .publiclyAccessible(false)
                .multiAZ(false)
                .port(port)
                .tags(Tag.builder().key("team").value("sales").build()));
        return made;
    }

    private String subnet(String range, String zone) {
        return ec2.createSubnet(
                        request -> request.vpcId(network).cidrBlock(range).availabilityZone(zone))
                .subnet()
                .subnetId();
    }

    /** Lets in nobody. */
    String securityGroup() {
        return securityGroup;
    }

    /** ARN of what its storage, and each snapshot of it, is encrypted with. */
    String key() {
        return key;
    }

    void snapshot(String name) {
        rds.createDBSnapshot(request ->
                request.dbInstanceIdentifier(NAME).dbSnapshotIdentifier(name).tags(List.of()));
    }
}

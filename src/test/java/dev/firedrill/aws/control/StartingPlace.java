package dev.firedrill.aws.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.model.Certificate;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Subnet;

/**
 * What each region has from the start: production's network, and an isolated place to restore into (subnet group {@code
 * restore-isolated}, security group {@code sg-0isolated}); and descriptions that tests complete.
 */
final class StartingPlace {
    static final String VPC = "vpc-0isolated";

    private static final String PRODUCTION_VPC = "vpc-0production";

    private StartingPlace() {}

    static void furnish(Region region) {
        place(region, VPC, "restore-isolated", "isolated", false);
        place(region, PRODUCTION_VPC, "default", "production", true);
        parameterGroup(region, "default.postgres" + region.plane().binaries().major(), "postgres");
        parameterGroup(region, "default.mysql8.0", "mysql");
        region.certificates()
                .put(
                        "rds-ca-rsa2048-g1",
                        Certificate.builder()
                                .certificateIdentifier("rds-ca-rsa2048-g1")
                                .certificateType("CA")
                                .certificateArn("arn:aws:rds:" + region.name() + "::cert:rds-ca-rsa2048-g1")
                                .validFrom(Instant.parse("2021-05-21T00:00:00Z"))
                                .validTill(Instant.parse("2061-05-21T00:00:00Z"))
                                .thumbprint("e6b1d6ef9ef3d2f3e9a9b1c1d4c8f2b0e1a2c3d4")
                                .customerOverride(false)
                                .build());
    }

    /** @param open whether it can be reached from the internet */
    private static void place(Region region, String vpc, String group, String name, boolean open) {
        for (var zone : List.of("a", "b")) {
            var subnet = "subnet-0" + name + zone;
            region.subnets().put(subnet, ec2Subnet(region, vpc, zone, open, subnet));
        }
        region.subnetGroups().put(group, subnetGroup(region, vpc, group, name));
        region.securityGroups()
                .put(
                        "sg-0" + name,
                        SecurityGroup.builder()
                                .groupId("sg-0" + name)
                                .groupName(name)
                                .description("of the " + name + " network")
                                .vpcId(vpc)
                                .ownerId(ControlPlane.ACCOUNT)
                                .ipPermissions(List.of())
                                .ipPermissionsEgress(List.of())
                                .build());
        region.routeTables().put("rtb-0" + name, routes(vpc, name, open));
    }

    private static software.amazon.awssdk.services.ec2.model.Subnet ec2Subnet(
            Region region, String vpc, String zone, boolean open, String subnet) {
        return software.amazon.awssdk.services.ec2.model.Subnet.builder()
                .subnetId(subnet)
                .vpcId(vpc)
                .ownerId(ControlPlane.ACCOUNT)
                .state("available")
                .availabilityZone(region.name() + zone)
                .cidrBlock("10.0.0.0/24")
                .availableIpAddressCount(200)
                .mapPublicIpOnLaunch(open)
                .build();
    }

    private static DBSubnetGroup subnetGroup(Region region, String vpc, String group, String name) {
        return DBSubnetGroup.builder()
                .dbSubnetGroupName(group)
                .dbSubnetGroupDescription("the " + name + " network")
                .dbSubnetGroupArn(region.arn("subgrp", group))
                .vpcId(vpc)
                .subnetGroupStatus("Complete")
                .subnets(
                        Subnet.builder()
                                .subnetIdentifier("subnet-0" + name + "a")
                                .subnetAvailabilityZone(zone -> zone.name(region.name() + "a"))
                                .subnetStatus("Active")
                                .build(),
                        Subnet.builder()
                                .subnetIdentifier("subnet-0" + name + "b")
                                .subnetAvailabilityZone(zone -> zone.name(region.name() + "b"))
                                .subnetStatus("Active")
                                .build())
                .build();
    }

    private static RouteTable routes(String vpc, String name, boolean open) {
        var table = RouteTable.builder()
                .routeTableId("rtb-0" + name)
                .vpcId(vpc)
                .ownerId(ControlPlane.ACCOUNT)
                .associations(RouteTableAssociation.builder()
                        .main(true)
                        .routeTableId("rtb-0" + name)
                        .build());
        var local = Route.builder()
                .destinationCidrBlock("10.0.0.0/16")
                .gatewayId("local")
                .state("active")
                .build();
        var out = Route.builder()
                .destinationCidrBlock("0.0.0.0/0")
                .gatewayId("igw-0production")
                .state("active")
                .build();
        return table.routes(open ? List.of(local, out) : List.of(local)).build();
    }

    private static void parameterGroup(Region region, String name, String engine) {
        region.parameterGroups()
                .put(
                        name,
                        DBParameterGroup.builder()
                                .dbParameterGroupName(name)
                                .dbParameterGroupFamily(name.substring("default.".length()))
                                .description("Default parameter group for " + engine)
                                .dbParameterGroupArn(region.arn("pg", name))
                                .build());
    }

    static DBSnapshot.Builder snapshot(Region region, PhysicalBackup backup) {
        var ended = backup.endedAt();
        return DBSnapshot.builder()
                .dbInstanceIdentifier("shop-prod")
                .dbiResourceId("db-SHOPPROD")
                .snapshotType("manual")
                .status("available")
                .percentProgress(100)
                .snapshotCreateTime(ended)
                .originalSnapshotCreateTime(ended)
                .snapshotDatabaseTime(ended)
                .instanceCreateTime(ended.minus(Duration.ofDays(100)))
                .engine("postgres")
                .engineVersion(region.plane().binaries().version())
                .licenseModel("postgresql-license")
                .masterUsername(region.plane().masterUser())
                .port(5432)
                .vpcId(PRODUCTION_VPC)
                .availabilityZone(region.name() + "a")
                .allocatedStorage(20)
                .storageType("gp3")
                .encrypted(false)
                .snapshotTarget("region")
                .optionGroupName("default:postgres-" + region.plane().binaries().major())
                .tagList(List.of());
    }

    /** Some instance of production's network. */
    static DBInstance.Builder instance(Region region) {
        return DBInstance.builder()
                .dbInstanceStatus("available")
                .dbInstanceClass("db.r6g.large")
                .engine("postgres")
                .engineVersion(region.plane().binaries().version())
                .masterUsername(region.plane().masterUser())
                .endpoint(to -> to.address("production.invalid").port(5432))
                .instanceCreateTime(Instant.now().minus(Duration.ofDays(100)).truncatedTo(ChronoUnit.MILLIS))
                .allocatedStorage(20)
                .backupRetentionPeriod(7)
                .multiAZ(true)
                .publiclyAccessible(false)
                .deletionProtection(true)
                .storageEncrypted(false)
                .dbSubnetGroup(region.subnetGroups().get("default"))
                .vpcSecurityGroups(RestorePlace.memberships(List.of("sg-0production")))
                .dbParameterGroups(
                        applied("default.postgres" + region.plane().binaries().major()))
                .tagList(List.of());
    }

    static DBParameterGroupStatus applied(String group) {
        return DBParameterGroupStatus.builder()
                .dbParameterGroupName(group)
                .parameterApplyStatus("in-sync")
                .build();
    }

    static DBInstance.Builder production(Region region, Production production) {
        return instance(region)
                .dbInstanceIdentifier("shop-prod")
                .dbInstanceArn(region.arn("db", "shop-prod"))
                .dbiResourceId("db-SHOPPROD")
                .latestRestorableTime(production.latestRestorable());
    }

    static DBInstanceAutomatedBackup automatedBackup(Region region, DBInstance instance, Production production) {
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                .dbInstanceArn(instance.dbInstanceArn())
                .dbiResourceId(instance.dbiResourceId())
                .dbInstanceAutomatedBackupsArn(region.arn("auto-backup", "ab-" + instance.dbInstanceIdentifier()))
                .region(region.name())
                .status("active")
                .restoreWindow(window ->
                        window.earliestTime(production.earliestRestorable()).latestTime(production.latestRestorable()))
                .engine(instance.engine())
                .engineVersion(instance.engineVersion())
                .masterUsername(instance.masterUsername())
                .allocatedStorage(instance.allocatedStorage())
                .backupRetentionPeriod(instance.backupRetentionPeriod())
                .encrypted(instance.storageEncrypted())
                .kmsKeyId(instance.kmsKeyId())
                .instanceCreateTime(instance.instanceCreateTime())
                .build();
    }
}

package dev.firedrill.aws.control;

import java.util.List;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** What both kinds of restores ask for; null where the request does not say. */
record RestoreWish(
        String identifier,
        String instanceClass,
        String subnetGroup,
        List<String> securityGroups,
        Boolean publiclyAccessible,
        Boolean multiAz,
        Boolean deletionProtection,
        Boolean iamAuthentication,
        String parameterGroup,
        String certificate,
        String storageType,
        int allocatedStorage,
        String engine,
        String engineVersion,
        List<Tag> tags) {

    static RestoreWish of(RestoreDbInstanceFromDbSnapshotRequest asked, RestoreSource source) {
        return new RestoreWish(
                asked.dbInstanceIdentifier(),
                asked.dbInstanceClass(),
                asked.dbSubnetGroupName(),
                asked.vpcSecurityGroupIds(),
                asked.publiclyAccessible(),
                asked.multiAZ(),
                asked.deletionProtection(),
                asked.enableIAMDatabaseAuthentication(),
                asked.dbParameterGroupName(),
                asked.caCertificateIdentifier(),
                asked.storageType(),
                asked.allocatedStorage() == null ? source.allocatedStorage() : asked.allocatedStorage(),
                source.engine(),
                source.engineVersion(),
                asked.tags());
    }

    static RestoreWish of(RestoreDbInstanceToPointInTimeRequest asked, RestoreSource source) {
        return new RestoreWish(
                asked.targetDBInstanceIdentifier(),
                asked.dbInstanceClass(),
                asked.dbSubnetGroupName(),
                asked.vpcSecurityGroupIds(),
                asked.publiclyAccessible(),
                asked.multiAZ(),
                asked.deletionProtection(),
                asked.enableIAMDatabaseAuthentication(),
                asked.dbParameterGroupName(),
                asked.caCertificateIdentifier(),
                asked.storageType(),
                asked.allocatedStorage() == null ? source.allocatedStorage() : asked.allocatedStorage(),
                source.engine(),
                source.engineVersion(),
                asked.tags());
    }
}

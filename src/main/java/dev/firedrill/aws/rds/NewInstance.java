package dev.firedrill.aws.rds;

import dev.firedrill.aws.OwnTags;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.RestoreOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * The instance that an order makes, as requests have it: alone in the isolated place, not public, to be deleted.
 *
 * @param source the instance that was backed up, if it still is in this region
 * @param run as its tag says
 * @param end from when on a sweep may remove it
 */
record NewInstance(RestoreOrder order, RdsPlace place, Optional<DBInstance> source, String run, Instant end) {

    /** A name that no other restoration has, by the rules of RDS. */
    static String name(RestoreOrder order) {
        return OwnTags.PREFIX
                + order.restorationId()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("-$", "");
    }

    RestoreDbInstanceFromDbSnapshotRequest ofSnapshot() {
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(name(order))
                .dbSnapshotIdentifier(order.backup().id())
                .dbInstanceClass(instanceClass())
                .dbSubnetGroupName(place.subnetGroup())
                .vpcSecurityGroupIds(place.securityGroup())
                .dbParameterGroupName(parameterGroup())
                .publiclyAccessible(false)
                .deletionProtection(false)
                .multiAZ(false)
                .autoMinorVersionUpgrade(false)
                .tags(tags())
                .build();
    }

    RestoreDbInstanceToPointInTimeRequest toPointInTime() {
        var request = RestoreDbInstanceToPointInTimeRequest.builder()
                .targetDBInstanceIdentifier(name(order))
                .dbInstanceClass(instanceClass())
                .dbSubnetGroupName(place.subnetGroup())
                .vpcSecurityGroupIds(place.securityGroup())
                .dbParameterGroupName(parameterGroup())
                .publiclyAccessible(false)
                .deletionProtection(false)
                .multiAZ(false)
                .autoMinorVersionUpgrade(false)
                .tags(tags());
        AutomatedBackups.name(order.backup(), request);
        return request.restoreTime(AutomatedBackups.moment(order.backup(), order.target()))
                .build();
    }

    /** @throws ConfigurationMistake if nothing says it: RDS would take one by itself, at any price */
    String instanceClass() {
        return place.instanceClass()
                .or(() -> source.map(DBInstance::dbInstanceClass))
                .orElseThrow(() -> new ConfigurationMistake(
                        order.system().restorePlace().at(),
                        "the instance that was backed up is not in this region, and the place names no class",
                        "add class: db.t3.medium"));
    }

    private String parameterGroup() {
        return place.parameterGroup()
                .or(() -> source.map(DBInstance::dbParameterGroups)
                        .filter(groups -> !groups.isEmpty())
                        .map(groups -> groups.get(0).dbParameterGroupName()))
                .orElse(null);
    }

    private List<Tag> tags() {
        return OwnTags.of(order, run, end).entrySet().stream()
                .map(NewInstance::tag)
                .toList();
    }

    private static Tag tag(Map.Entry<String, String> entry) {
        return Tag.builder().key(entry.getKey()).value(entry.getValue()).build();
    }
}

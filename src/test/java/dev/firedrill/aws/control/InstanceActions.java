package dev.firedrill.aws.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

/** What RDS tells of instances, and changes of them. */
final class InstanceActions {
    private static final Map<String, Function<DBInstance, String>> FILTERS = Map.of(
            "db-instance-id", DBInstance::dbInstanceIdentifier,
            "dbi-resource-id", DBInstance::dbiResourceId,
            "db-cluster-id", DBInstance::dbClusterIdentifier,
            "engine", DBInstance::engine);

    private final Region region;

    private InstanceActions(Region region) {
        this.region = region;
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new InstanceActions(region);
        return table.on("rds", "DescribeDBInstances", DescribeDbInstancesRequest::builder, actions::describe)
                .on("rds", "ModifyDBInstance", ModifyDbInstanceRequest::builder, actions::modify)
                .on("rds", "DeleteDBInstance", DeleteDbInstanceRequest::builder, actions::delete);
    }

    private ManagedInstance require(String identifier) {
        return region.managed().values().stream()
                .filter(it -> isCalled(it.description(), identifier))
                .findFirst()
                .orElseThrow(
                        () -> new ServiceError("DBInstanceNotFound", 404, "DBInstance " + identifier + " not found."));
    }

    private static boolean isCalled(DBInstance instance, String identifier) {
        return instance.dbInstanceIdentifier().equalsIgnoreCase(identifier)
                || identifier.equals(instance.dbInstanceArn());
    }

    private DescribeDbInstancesResponse describe(DescribeDbInstancesRequest asked) {
        if (asked.dbInstanceIdentifier() != null) {
            require(asked.dbInstanceIdentifier());
        }
        var all = region.managed().values().stream()
                .map(this::described)
                .filter(it -> asked.dbInstanceIdentifier() == null || isCalled(it, asked.dbInstanceIdentifier()))
                .filter(Filters.of(asked.filters(), FILTERS))
                .toList();
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items())
                .marker(page.marker())
                .build();
    }

    private DBInstance described(ManagedInstance instance) {
        var description = instance.description();
        return description.toBuilder()
                .tagList(region.tags().shown(description.dbInstanceArn()))
                .build();
    }

    private ModifyDbInstanceResponse modify(ModifyDbInstanceRequest asked) {
        var instance = require(asked.dbInstanceIdentifier());
        requireStatus(instance, "available");
        if (asked.masterUserPassword() != null) {
            MasterPassword.check(asked.masterUserPassword());
            instance.resetPassword(asked.masterUserPassword());
        }
        if (asked.deletionProtection() != null
                || asked.publiclyAccessible() != null
                || asked.backupRetentionPeriod() != null
                || asked.hasVpcSecurityGroupIds()) {
            new RestorePlace(region).requireSecurityGroups(asked.vpcSecurityGroupIds());
            instance.modify(it -> changed(it, asked));
        }
        return ModifyDbInstanceResponse.builder()
                .dbInstance(described(instance))
                .build();
    }

    private static DBInstance.Builder changed(DBInstance.Builder instance, ModifyDbInstanceRequest asked) {
        if (asked.deletionProtection() != null) {
            instance.deletionProtection(asked.deletionProtection());
        }
        if (asked.publiclyAccessible() != null) {
            instance.publiclyAccessible(asked.publiclyAccessible());
        }
        if (asked.backupRetentionPeriod() != null) {
            instance.backupRetentionPeriod(asked.backupRetentionPeriod());
        }
        if (asked.hasVpcSecurityGroupIds()) {
            instance.vpcSecurityGroups(RestorePlace.memberships(asked.vpcSecurityGroupIds()));
        }
        return instance;
    }

    private static void requireStatus(ManagedInstance instance, String status) {
        if (!instance.status().equals(status)) {
            throw new ServiceError(
                    "InvalidDBInstanceState",
                    400,
                    "Database instance is not in " + status + " state: it is " + instance.status() + ".");
        }
    }

    private DeleteDbInstanceResponse delete(DeleteDbInstanceRequest asked) {
        var instance = require(asked.dbInstanceIdentifier());
        var description = instance.description();
        if (instance.status().equals("deleting")) {
            throw new ServiceError(
                    "InvalidDBInstanceState",
                    400,
                    "Instance " + description.dbInstanceIdentifier() + " is already being deleted.");
        }
        if (Boolean.TRUE.equals(description.deletionProtection())) {
            throw ServiceError.combination(
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        requireFinalSnapshot(asked);
        instance.delete(() -> forget(description, asked));
        return DeleteDbInstanceResponse.builder()
                .dbInstance(described(instance))
                .build();
    }

    private static void requireFinalSnapshot(DeleteDbInstanceRequest asked) {
        boolean skipped = Boolean.TRUE.equals(asked.skipFinalSnapshot());
        if (skipped == (asked.finalDBSnapshotIdentifier() != null)) {
            throw ServiceError.combination(
                    skipped
                            ? "FinalDBSnapshotIdentifier cannot be given together with SkipFinalSnapshot."
                            : "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
    }

    private void forget(DBInstance instance, DeleteDbInstanceRequest asked) {
        var identifier = instance.dbInstanceIdentifier();
        if (Boolean.FALSE.equals(asked.deleteAutomatedBackups())) {
            region.automatedBackups().computeIfPresent(identifier, (key, backup) -> backup.toBuilder()
                    .status("retained")
                    .build());
        } else {
            region.automatedBackups().remove(identifier);
        }
        if (asked.finalDBSnapshotIdentifier() != null) {
            region.snapshots().put(asked.finalDBSnapshotIdentifier(), finalSnapshot(instance, asked));
        }
        region.managed().remove(identifier);
        region.tags().forget(instance.dbInstanceArn());
    }

    private DBSnapshot finalSnapshot(DBInstance instance, DeleteDbInstanceRequest asked) {
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(asked.finalDBSnapshotIdentifier())
                .dbSnapshotArn(region.arn("snapshot", asked.finalDBSnapshotIdentifier()))
                .dbInstanceIdentifier(instance.dbInstanceIdentifier())
                .snapshotType("manual")
                .status("available")
                .engine(instance.engine())
                .build();
    }

    /** The service's rules for a master user's password. */
    private static final class MasterPassword {
        private static final List<String> FORBIDDEN = List.of("/", "\"", "@", " ");

        static void check(String password) {
            var found = new ArrayList<>(FORBIDDEN);
            found.removeIf(sign -> !password.contains(sign));
            if (!found.isEmpty() || !password.matches("[\\x20-\\x7e]*")) {
                throw ServiceError.invalid("The parameter MasterUserPassword is not a valid password. Only printable"
                        + " ASCII characters besides '/', '@', '\"', ' ' may be used.");
            }
            if (password.length() < 8 || password.length() > 128) {
                throw ServiceError.invalid("The parameter MasterUserPassword is not a valid password because it is"
                        + " shorter than 8 or longer than 128 characters.");
            }
        }
    }
}

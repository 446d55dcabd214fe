package dev.firedrill.aws.control;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** What a restored instance is put into must exist, and fit. */
final class RestorePlace {
    private static final Set<String> CLASSES =
            Set.of("db.t3.micro", "db.t3.small", "db.t3.medium", "db.t3.large", "db.m6g.large", "db.r6g.large");

    private final Region region;

    RestorePlace(Region region) {
        this.region = region;
    }

    static Set<String> classes() {
        return CLASSES;
    }

    void require(RestoreWish wish) {
        requireIdentifier(wish.identifier());
        if (wish.instanceClass() != null && !CLASSES.contains(wish.instanceClass())) {
            throw ServiceError.invalid("Invalid DB Instance class: " + wish.instanceClass());
        }
        if (wish.publiclyAccessible() == null) {
            throw ServiceError.combination("PubliclyAccessible must be given: the service's default depends on the"
                    + " network, and nobody who restores production may rely on it.");
        }
        requireGroup(wish);
        requireSecurityGroups(wish.securityGroups());
        requireParameters(wish);
        if (wish.certificate() != null && !region.certificates().containsKey(wish.certificate())) {
            throw new ServiceError("CertificateNotFound", 404, "Certificate not found: " + wish.certificate());
        }
        requireQuota(wish);
    }

    private void requireIdentifier(String identifier) {
        if (!identifier.matches("[a-zA-Z](?!.*--)[a-zA-Z0-9-]{0,62}") || identifier.endsWith("-")) {
            throw ServiceError.invalid("The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must"
                    + " begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with"
                    + " a hyphen or contain two consecutive hyphens.");
        }
        if (region.managed().containsKey(identifier.toLowerCase(Locale.ROOT))) {
            throw new ServiceError("DBInstanceAlreadyExists", 400, "DB instance already exists");
        }
    }

    private void requireGroup(RestoreWish wish) {
        if (wish.subnetGroup() != null && !region.subnetGroups().containsKey(wish.subnetGroup())) {
            throw new ServiceError(
                    "DBSubnetGroupNotFoundFault", 404, "DB subnet group '" + wish.subnetGroup() + "' does not exist.");
        }
        var vpc = group(wish).vpcId();
        for (var id : wish.securityGroups()) {
            var securityGroup = region.securityGroups().get(id);
            if (securityGroup != null && !vpc.equals(securityGroup.vpcId())) {
                throw new ServiceError(
                        "InvalidVPCNetworkStateFault",
                        400,
                        "The DB instance and EC2 security group are in different VPCs. The DB instance is in " + vpc
                                + " and the EC2 security group is in " + securityGroup.vpcId());
            }
        }
    }

    DBSubnetGroup group(RestoreWish wish) {
        return region.subnetGroups().get(wish.subnetGroup() == null ? "default" : wish.subnetGroup());
    }

    void requireSecurityGroups(List<String> groups) {
        for (var id : groups) {
            if (!region.securityGroups().containsKey(id)) {
                throw ServiceError.invalid("Invalid security group , groupId= " + id + ", groupName=.");
            }
        }
    }

    private void requireParameters(RestoreWish wish) {
        if (wish.parameterGroup() == null) {
            return;
        }
        var group = region.parameterGroups().get(wish.parameterGroup());
        if (group == null) {
            throw new ServiceError(
                    "DBParameterGroupNotFound", 404, "DBParameterGroup not found: " + wish.parameterGroup());
        }
        var family = wish.engine() + wish.engineVersion().split("\\.")[0];
        if (wish.engine().equals("postgres") && !group.dbParameterGroupFamily().equals(family)) {
            throw ServiceError.combination(
                    "The parameter group " + wish.parameterGroup() + " with DBParameterGroupFamily "
                            + group.dbParameterGroupFamily()
                            + " can't be used for this instance. Please use a parameter group with"
                            + " DBParameterGroupFamily " + family);
        }
    }

    private void requireQuota(RestoreWish wish) {
        if (region.managed().size() >= region.quotas().get("DBInstances")) {
            throw new ServiceError("InstanceQuotaExceeded", 400, "DB Instance quota exceeded");
        }
        long storage = region.instances().stream()
                .mapToLong(it -> it.allocatedStorage() == null ? 0 : it.allocatedStorage())
                .sum();
        if (storage + wish.allocatedStorage() > region.quotas().get("AllocatedStorage")) {
            throw new ServiceError("StorageQuotaExceeded", 400, "Storage quota exceeded");
        }
    }

    static List<VpcSecurityGroupMembership> memberships(List<String> groups) {
        return groups.stream()
                .map(id -> VpcSecurityGroupMembership.builder()
                        .vpcSecurityGroupId(id)
                        .status("active")
                        .build())
                .toList();
    }
}

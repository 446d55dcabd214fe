package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsFault;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.verdict.Inconclusive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** That nobody reaches a restored instance who should not: seen before it is made, and proven of it afterwards. */
record Isolation(Ec2Client ec2, RdsPlace place, Patience patience) {
    private static final List<String> EVERYBODY = List.of("0.0.0.0/0", "::/0");

    /**
     * Sees that the security group lets in nobody from everywhere.
     *
     * @return whom it lets in, in words
     * @throws Inconclusive if it does, or cannot be looked at
     */
    String requireClosed() {
        var sources =
                group().ipPermissions().stream().flatMap(Isolation::sources).toList();
        var open = sources.stream().filter(EVERYBODY::contains).toList();
        if (!open.isEmpty()) {
            throw new Inconclusive("expecting security group %s to let in nobody from everywhere, but it lets in %s"
                            .formatted(place.securityGroup(), open)
                    + "\n  Remedy: name a closed one under place:, or remove that rule; nothing was restored");
        }
        return place.securityGroup() + " lets in " + (sources.isEmpty() ? "nobody" : sources);
    }

    private SecurityGroup group() {
        var doing = "looking at security group " + place.securityGroup();
        try {
            return patience
                    .ask(doing, () -> ec2.describeSecurityGroups(it -> it.groupIds(place.securityGroup())))
                    .securityGroups()
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new Inconclusive("there is no security group " + place.securityGroup()));
        } catch (SdkException e) {
            throw AwsFault.of(e).inconclusive(doing);
        }
    }

    /** Whom a rule names: addresses, lists of them, and other groups. */
    private static Stream<String> sources(IpPermission rule) {
        return Stream.of(
                        rule.ipRanges().stream().map(IpRange::cidrIp),
                        rule.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6),
                        rule.prefixListIds().stream().map(PrefixListId::prefixListId),
                        rule.userIdGroupPairs().stream().map(UserIdGroupPair::groupId))
                .flatMap(all -> all);
    }

    /** Whether the restored instance may call everybody; its subscriptions and jobs would call production. */
    Optional<HostFinding> doubt() {
        boolean open = group().ipPermissionsEgress().stream()
                .flatMap(Isolation::sources)
                .anyMatch(EVERYBODY::contains);
        return open
                ? Optional.of(HostFinding.doubtful(
                        "isolation",
                        "security group " + place.securityGroup() + " lets the restored instance call everybody: its"
                                + " subscriptions, jobs and triggers may call production",
                        "take the rules for outgoing connections from it",
                        List.of()))
                : Optional.empty();
    }

    /**
     * What the instance itself says of who reaches it.
     *
     * @throws Inconclusive if that is not what was asked for
     */
    String prove(DBInstance instance) {
        var groups = instance.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .collect(Collectors.toSet());
        if (!Boolean.FALSE.equals(instance.publiclyAccessible())) {
            throw broken(instance, "not to be public", "it is");
        }
        if (!groups.equals(Set.of(place.securityGroup()))) {
            throw broken(instance, "to have security group " + place.securityGroup() + " alone", "it has " + groups);
        }
        var subnets = instance.dbSubnetGroup() == null
                ? "none"
                : instance.dbSubnetGroup().dbSubnetGroupName();
        if (!place.subnetGroup().equals(subnets)) {
            throw broken(instance, "to lie in subnet group " + place.subnetGroup(), "it lies in " + subnets);
        }
        return "not public, in subnet group " + subnets + ", security group " + requireClosed();
    }

    private static Inconclusive broken(DBInstance instance, String expected, String found) {
        return new Inconclusive("expecting the restored instance %s %s, but %s"
                .formatted(instance.dbInstanceIdentifier(), expected, found));
    }
}

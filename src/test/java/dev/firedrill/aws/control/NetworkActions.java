package dev.firedrill.aws.control;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What EC2 tells of the network that instances are restored into. */
final class NetworkActions {
    private static final Map<String, Function<SecurityGroup, List<String>>> OF_GROUPS = Map.of(
            "group-id", it -> List.of(it.groupId()),
            "group-name", it -> List.of(it.groupName()),
            "vpc-id", it -> List.of(it.vpcId()));
    private static final Map<String, Function<Subnet, List<String>>> OF_SUBNETS =
            Map.of("subnet-id", it -> List.of(it.subnetId()), "vpc-id", it -> List.of(it.vpcId()));
    private static final Map<String, Function<RouteTable, List<String>>> OF_TABLES = Map.of(
            "route-table-id", it -> List.of(it.routeTableId()),
            "vpc-id", it -> List.of(it.vpcId()),
            "association.main",
                    it -> it.associations().stream()
                            .map(association -> String.valueOf(association.main()))
                            .toList(),
            "association.subnet-id",
                    it -> it.associations().stream()
                            .map(RouteTableAssociation::subnetId)
                            .filter(id -> id != null)
                            .toList());

    private final Region region;

    private NetworkActions(Region region) {
        this.region = region;
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new NetworkActions(region);
        return table.on("ec2", "DescribeSecurityGroups", DescribeSecurityGroupsRequest::builder, actions::groups)
                .on("ec2", "DescribeSubnets", DescribeSubnetsRequest::builder, actions::subnets)
                .on("ec2", "DescribeRouteTables", DescribeRouteTablesRequest::builder, actions::tables);
    }

    private DescribeSecurityGroupsResponse groups(DescribeSecurityGroupsRequest asked) {
        var all =
                chosen(region.securityGroups(), asked.groupIds(), "InvalidGroup.NotFound", asked.filters(), OF_GROUPS);
        var page = page(all, asked.nextToken());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items())
                .nextToken(page.marker())
                .build();
    }

    private DescribeSubnetsResponse subnets(DescribeSubnetsRequest asked) {
        var all = chosen(region.subnets(), asked.subnetIds(), "InvalidSubnetID.NotFound", asked.filters(), OF_SUBNETS);
        var page = page(all, asked.nextToken());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.marker())
                .build();
    }

    private DescribeRouteTablesResponse tables(DescribeRouteTablesRequest asked) {
        var all = chosen(
                region.routeTables(),
                asked.routeTableIds(),
                "InvalidRouteTableID.NotFound",
                asked.filters(),
                OF_TABLES);
        var page = page(all, asked.nextToken());
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items())
                .nextToken(page.marker())
                .build();
    }

    private <T> Page<T> page(List<T> all, String token) {
        return Page.of(all, region.plane().pageSize(), null, token);
    }

    private static <T> List<T> chosen(
            Map<String, T> all,
            Collection<String> ids,
            String notFound,
            List<Filter> filters,
            Map<String, Function<T, List<String>>> known) {
        for (var id : ids) {
            if (!all.containsKey(id)) {
                throw new ServiceError(notFound, 400, "The ID '" + id + "' does not exist");
            }
        }
        for (var filter : filters) {
            if (!known.containsKey(filter.name())) {
                throw ServiceError.invalid("The filter '" + filter.name() + "' is invalid");
            }
        }
        return all.entrySet().stream()
                .filter(entry -> ids.isEmpty() || ids.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(it -> filters.stream().allMatch(filter -> known.get(filter.name()).apply(it).stream()
                        .anyMatch(filter.values()::contains)))
                .toList();
    }
}

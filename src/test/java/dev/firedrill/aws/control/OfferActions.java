package dev.firedrill.aws.control;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;

/** What RDS offers to restore into: places, parameters, classes, versions. */
final class OfferActions {
    private final Region region;

    private OfferActions(Region region) {
        this.region = region;
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new OfferActions(region);
        return table.on("rds", "DescribeDBSubnetGroups", DescribeDbSubnetGroupsRequest::builder, actions::subnetGroups)
                .on(
                        "rds",
                        "DescribeDBParameterGroups",
                        DescribeDbParameterGroupsRequest::builder,
                        actions::parameterGroups)
                .on("rds", "DescribeDBEngineVersions", DescribeDbEngineVersionsRequest::builder, actions::versions)
                .on(
                        "rds",
                        "DescribeOrderableDBInstanceOptions",
                        DescribeOrderableDbInstanceOptionsRequest::builder,
                        actions::options);
    }

    private DescribeDbSubnetGroupsResponse subnetGroups(DescribeDbSubnetGroupsRequest asked) {
        var all = named(
                region.subnetGroups(),
                asked.dbSubnetGroupName(),
                "DBSubnetGroupNotFoundFault",
                "DB subnet group '" + asked.dbSubnetGroupName() + "' does not exist.");
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private DescribeDbParameterGroupsResponse parameterGroups(DescribeDbParameterGroupsRequest asked) {
        var all = named(
                region.parameterGroups(),
                asked.dbParameterGroupName(),
                "DBParameterGroupNotFound",
                "DBParameterGroup not found: " + asked.dbParameterGroupName());
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private static <T> List<T> named(Map<String, T> all, String name, String code, String message) {
        if (name == null) {
            return List.copyOf(all.values());
        }
        if (!all.containsKey(name)) {
            throw new ServiceError(code, 404, message);
        }
        return List.of(all.get(name));
    }

    private DescribeDbEngineVersionsResponse versions(DescribeDbEngineVersionsRequest asked) {
        var binaries = region.plane().binaries();
        var all = List.of(
                        version("mysql", "8.0.40", "mysql8.0"),
                        version("postgres", binaries.version(), "postgres" + binaries.major()))
                .stream()
                .filter(it -> asked.engine() == null || asked.engine().equals(it.engine()))
                .filter(it ->
                        asked.engineVersion() == null || it.engineVersion().startsWith(asked.engineVersion()))
                .toList();
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeDbEngineVersionsResponse.builder()
                .dbEngineVersions(page.items())
                .marker(page.marker())
                .build();
    }

    private static DBEngineVersion version(String engine, String version, String family) {
        return DBEngineVersion.builder()
                .engine(engine)
                .engineVersion(version)
                .dbParameterGroupFamily(family)
                .status("available")
                .supportedCACertificateIdentifiers("rds-ca-rsa2048-g1")
                .build();
    }

    private DescribeOrderableDbInstanceOptionsResponse options(DescribeOrderableDbInstanceOptionsRequest asked) {
        var version = asked.engineVersion() == null ? region.plane().binaries().version() : asked.engineVersion();
        var all = RestorePlace.classes().stream()
                .sorted()
                .filter(it -> asked.dbInstanceClass() == null
                        || asked.dbInstanceClass().equals(it))
                .map(it -> option(asked.engine(), version, it))
                .toList();
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeOrderableDbInstanceOptionsResponse.builder()
                .orderableDBInstanceOptions(page.items())
                .marker(page.marker())
                .build();
    }

    private static OrderableDBInstanceOption option(String engine, String version, String instanceClass) {
        return OrderableDBInstanceOption.builder()
                .engine(engine)
                .engineVersion(version)
                .dbInstanceClass(instanceClass)
                .licenseModel("postgresql-license")
                .storageType("gp3")
                .vpc(true)
                .multiAZCapable(true)
                .supportsStorageEncryption(true)
                .supportsIAMDatabaseAuthentication(true)
                .minStorageSize(20)
                .maxStorageSize(65_536)
                .build();
    }
}

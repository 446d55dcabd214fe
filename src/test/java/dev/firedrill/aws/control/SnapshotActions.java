package dev.firedrill.aws.control;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/** What RDS tells of snapshots. */
final class SnapshotActions {
    private static final List<String> SHOWN_UNASKED = List.of("automated", "manual");
    private static final List<String> TYPES = List.of("automated", "manual", "shared", "public", "awsbackup");
    private static final Map<String, Function<DBSnapshot, String>> FILTERS = Map.of(
            "db-instance-id", DBSnapshot::dbInstanceIdentifier,
            "db-snapshot-id", DBSnapshot::dbSnapshotIdentifier,
            "dbi-resource-id", DBSnapshot::dbiResourceId,
            "snapshot-type", DBSnapshot::snapshotType,
            "engine", DBSnapshot::engine);

    private final Region region;

    SnapshotActions(Region region) {
        this.region = region;
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new SnapshotActions(region);
        return table.on("rds", "DescribeDBSnapshots", DescribeDbSnapshotsRequest::builder, actions::describe)
                .on(
                        "rds",
                        "DescribeDBSnapshotAttributes",
                        DescribeDbSnapshotAttributesRequest::builder,
                        actions::attributes);
    }

    /** The snapshot of that name, or of that ARN. */
    DBSnapshot require(String identifier) {
        return region.snapshots().values().stream()
                .filter(it -> isCalled(it, identifier))
                .findFirst()
                .orElseThrow(
                        () -> new ServiceError("DBSnapshotNotFound", 404, "DBSnapshot " + identifier + " not found."));
    }

    private boolean isCalled(DBSnapshot snapshot, String identifier) {
        return snapshot.dbSnapshotArn().equals(identifier)
                || isOurs(snapshot) && snapshot.dbSnapshotIdentifier().equalsIgnoreCase(identifier);
    }

    private static boolean isOurs(DBSnapshot snapshot) {
        return snapshot.dbSnapshotArn().contains(":" + ControlPlane.ACCOUNT + ":");
    }

    private DescribeDbSnapshotsResponse describe(DescribeDbSnapshotsRequest asked) {
        if (asked.snapshotType() != null && !TYPES.contains(asked.snapshotType())) {
            throw ServiceError.invalid("Unknown snapshot type: " + asked.snapshotType());
        }
        if (asked.dbSnapshotIdentifier() != null) {
            require(asked.dbSnapshotIdentifier());
        }
        var filters = Filters.of(asked.filters(), FILTERS);
        var all = region.snapshots().values().stream()
                .filter(it -> asked.dbSnapshotIdentifier() == null || isCalled(it, asked.dbSnapshotIdentifier()))
                .filter(it -> asked.dbInstanceIdentifier() == null
                        || asked.dbInstanceIdentifier().equalsIgnoreCase(it.dbInstanceIdentifier()))
                .filter(it ->
                        asked.dbiResourceId() == null || asked.dbiResourceId().equals(it.dbiResourceId()))
                .filter(it -> isShown(it, asked))
                .filter(filters)
                .map(this::tagged)
                .toList();
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(page.items())
                .marker(page.marker())
                .build();
    }

    /** As the service documents it: those of AWS Backup, and of other accounts, only where they are asked for. */
    private static boolean isShown(DBSnapshot snapshot, DescribeDbSnapshotsRequest asked) {
        if (!isOurs(snapshot)) {
            return "shared".equals(asked.snapshotType()) || Boolean.TRUE.equals(asked.includeShared());
        }
        return asked.snapshotType() == null
                ? asked.dbSnapshotIdentifier() != null || SHOWN_UNASKED.contains(snapshot.snapshotType())
                : Objects.equals(asked.snapshotType(), snapshot.snapshotType());
    }

    private DBSnapshot tagged(DBSnapshot snapshot) {
        return snapshot.toBuilder()
                .tagList(region.tags().shown(snapshot.dbSnapshotArn()))
                .build();
    }

    private DescribeDbSnapshotAttributesResponse attributes(DescribeDbSnapshotAttributesRequest asked) {
        var snapshot = require(asked.dbSnapshotIdentifier());
        var restore = DBSnapshotAttribute.builder()
                .attributeName("restore")
                .attributeValues(region.restoreAttributes().getOrDefault(snapshot.dbSnapshotIdentifier(), List.of()))
                .build();
        return DescribeDbSnapshotAttributesResponse.builder()
                .dbSnapshotAttributesResult(result -> result.dbSnapshotIdentifier(snapshot.dbSnapshotIdentifier())
                        .dbSnapshotAttributes(restore))
                .build();
    }
}

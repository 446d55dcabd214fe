package dev.firedrill.aws.control;

import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;

/** Tags of instances and snapshots of RDS. */
final class TagActions {
    private final Region region;

    private TagActions(Region region) {
        this.region = region;
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new TagActions(region);
        return table.on("rds", "ListTagsForResource", ListTagsForResourceRequest::builder, actions::list)
                .on("rds", "AddTagsToResource", AddTagsToResourceRequest::builder, actions::attach);
    }

    private ListTagsForResourceResponse list(ListTagsForResourceRequest asked) {
        require(asked.resourceName());
        return ListTagsForResourceResponse.builder()
                .tagList(region.tags().shown(asked.resourceName()))
                .build();
    }

    private AddTagsToResourceResponse attach(AddTagsToResourceRequest asked) {
        require(asked.resourceName());
        region.tags().add(asked.resourceName(), asked.tags());
        return AddTagsToResourceResponse.builder().build();
    }

    private void require(String arn) {
        if (!arn.matches("arn:aws:rds:[a-z0-9-]+:\\d{12}:[a-z-]+:.+")) {
            throw ServiceError.invalid("Invalid resource name: " + arn);
        }
        boolean isThere = Stream.concat(
                        region.instances().stream().map(DBInstance::dbInstanceArn),
                        region.snapshots().values().stream().map(DBSnapshot::dbSnapshotArn))
                .anyMatch(arn::equals);
        if (!isThere) {
            boolean snapshot = arn.contains(":snapshot:");
            throw new ServiceError(
                    snapshot ? "DBSnapshotNotFound" : "DBInstanceNotFound",
                    404,
                    "The resource " + arn + " is not found.");
        }
    }
}

package dev.firedrill.aws.control;

import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** All that a region can be asked. */
final class Services {
    private Services() {}

    static ActionTable of(Region region, Identities identities) {
        var table = new ActionTable()
                .on("sts", "AssumeRole", AssumeRoleRequest::builder, identities::assume)
                .on(
                        "sts",
                        "GetCallerIdentity",
                        GetCallerIdentityRequest::builder,
                        (GetCallerIdentityRequest asked, Request request) -> identities.caller(request));
        SnapshotActions.add(table, region);
        InstanceActions.add(table, region);
        RestoreActions.add(table, region);
        TagActions.add(table, region);
        AccountActions.add(table, region);
        OfferActions.add(table, region);
        NetworkActions.add(table, region);
        CacheActions.add(table, region.caches());
        CacheRestore.add(table, region.caches());
        return table;
    }
}

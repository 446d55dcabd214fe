package dev.firedrill.aws.control;

import java.util.List;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesRequest;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsRequest;
import software.amazon.awssdk.services.rds.model.DescribePendingMaintenanceActionsResponse;

/** What RDS tells of the account, and of what happened. */
final class AccountActions {
    private final Region region;

    private AccountActions(Region region) {
        this.region = region;
    }

    static ActionTable add(ActionTable table, Region region) {
        var actions = new AccountActions(region);
        return table.on(
                        "rds",
                        "DescribeAccountAttributes",
                        DescribeAccountAttributesRequest::builder,
                        (DescribeAccountAttributesRequest asked) -> actions.quotas())
                .on(
                        "rds",
                        "DescribePendingMaintenanceActions",
                        DescribePendingMaintenanceActionsRequest::builder,
                        (DescribePendingMaintenanceActionsRequest asked) ->
                                DescribePendingMaintenanceActionsResponse.builder()
                                        .pendingMaintenanceActions(List.of())
                                        .build())
                .on("rds", "DescribeEvents", DescribeEventsRequest::builder, actions::events)
                .on("rds", "DescribeCertificates", DescribeCertificatesRequest::builder, actions::certificates)
                .on(
                        "rds",
                        "DescribeDBInstanceAutomatedBackups",
                        DescribeDbInstanceAutomatedBackupsRequest::builder,
                        actions::automatedBackups);
    }

    private DescribeAccountAttributesResponse quotas() {
        var instances = region.instances();
        var quotas = region.quotas().entrySet().stream()
                .map(quota -> AccountQuota.builder()
                        .accountQuotaName(quota.getKey())
                        .max(quota.getValue())
                        .used(
                                quota.getKey().equals("DBInstances")
                                        ? instances.size()
                                        : instances.stream()
                                                .mapToLong(
                                                        it -> it.allocatedStorage() == null ? 0 : it.allocatedStorage())
                                                .sum())
                        .build())
                .toList();
        return DescribeAccountAttributesResponse.builder().accountQuotas(quotas).build();
    }

    private DescribeEventsResponse events(DescribeEventsRequest asked) {
        if (asked.sourceIdentifier() != null && asked.sourceType() == null) {
            throw ServiceError.combination("SourceType must be given with SourceIdentifier");
        }
        var all = region.events().stream()
                .filter(it -> asked.sourceIdentifier() == null
                        || asked.sourceIdentifier().equals(it.sourceIdentifier()))
                .filter(it -> asked.startTime() == null || !it.date().isBefore(asked.startTime()))
                .filter(it -> asked.endTime() == null || !it.date().isAfter(asked.endTime()))
                .toList();
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeEventsResponse.builder()
                .events(page.items())
                .marker(page.marker())
                .build();
    }

    private DescribeCertificatesResponse certificates(DescribeCertificatesRequest asked) {
        var wanted = asked.certificateIdentifier();
        if (wanted != null && !region.certificates().containsKey(wanted)) {
            throw new ServiceError("CertificateNotFound", 404, "Certificate not found: " + wanted);
        }
        var all = region.certificates().values().stream()
                .filter(it -> wanted == null || wanted.equals(it.certificateIdentifier()))
                .toList();
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeCertificatesResponse.builder()
                .certificates(page.items())
                .marker(page.marker())
                .build();
    }

    private DescribeDbInstanceAutomatedBackupsResponse automatedBackups(
            DescribeDbInstanceAutomatedBackupsRequest asked) {
        var all = region.automatedBackups().values().stream()
                .filter(it -> asked.dbInstanceIdentifier() == null
                        || asked.dbInstanceIdentifier().equalsIgnoreCase(it.dbInstanceIdentifier()))
                .filter(it ->
                        asked.dbiResourceId() == null || asked.dbiResourceId().equals(it.dbiResourceId()))
                .filter(it -> asked.dbInstanceAutomatedBackupsArn() == null
                        || asked.dbInstanceAutomatedBackupsArn().equals(it.dbInstanceAutomatedBackupsArn()))
                .toList();
        if (all.isEmpty() && (asked.dbiResourceId() != null || asked.dbInstanceAutomatedBackupsArn() != null)) {
            throw new ServiceError("DBInstanceAutomatedBackupNotFound", 404, "No automated backup is that one.");
        }
        var page = Page.of(all, region.plane().pageSize(), asked.maxRecords(), asked.marker());
        return DescribeDbInstanceAutomatedBackupsResponse.builder()
                .dbInstanceAutomatedBackups(page.items())
                .marker(page.marker())
                .build();
    }
}

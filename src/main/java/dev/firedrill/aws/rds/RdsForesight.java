package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.RestoreOrder;
import dev.firedrill.verdict.Inconclusive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What a restore would make, where, and for how much: told without making anything. */
public record RdsForesight(RestoreOrder order, AwsClients clients) {

    /** From the cheapest question to the dearest. */
    public List<HostFinding> findings() {
        var source = RdsSource.of(order.source());
        var place = RdsPlace.of(order.system().restorePlace(), order.source());
        var patience = new Patience(order.deadline());
        var findings = new ArrayList<HostFinding>();
        findings.add(HostFinding.met("certificates", "of RDS, in " + place.authorities()));
        findings.add(found(
                "isolation",
                () -> "not public, in subnet group " + place.subnetGroup() + ", security group "
                        + new Isolation(clients.ec2(), place, patience).requireClosed()));
        findings.add(found("limits", () -> {
            new RdsLimits(clients.rds(), place, order.deadline()).require(order.backup());
            return "no more than %d instances at once, %,d GB each"
                    .formatted(place.maxInstances(), place.maxGigabytes());
        }));
        findings.add(found("cost", () -> {
            var provisioning = new Provisioning(order, source, place, clients.rds(), "", null);
            var cost = provisioning.cost(provisioning.instance(Instant.now()));
            cost.require();
            return cost + "; instance " + NewInstance.name(order)
                    + " would be deleted after its checks, or by a sweep after "
                    + place.life().toHours() + " h";
        }));
        return findings;
    }

    private static HostFinding found(String subject, Supplier<String> look) {
        try {
            return HostFinding.met(subject, look.get());
        } catch (Inconclusive e) {
            return HostFinding.lacking(subject, e);
        } catch (ConfigurationMistake e) {
            return HostFinding.lacking(subject, e.getMessage(), "");
        }
    }
}

package dev.firedrill.aws;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.aws.rds.ExpiredInstances;
import dev.firedrill.aws.rds.KeptPassword;
import dev.firedrill.aws.rds.OwnInstance;
import dev.firedrill.aws.rds.RdsForesight;
import dev.firedrill.aws.rds.RdsRestore;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.HostFinding;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.restore.Platform;
import dev.firedrill.restore.RestoreOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Restores into the isolated place of an AWS account. */
public final class AwsPlatform implements Platform {
    private static final String NAME = "aws";
    private static final Duration REMOVAL = Duration.ofMinutes(30);

    /** How long after it was asked for something may still appear of a process that ended meanwhile. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final OwnResources ours;

    public AwsPlatform() {
        this(SETTLING);
    }

    AwsPlatform(Duration settling) {
        ours = new OwnResources(settling);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void validate(ProtectedSystem system) {
        if (!system.engine().equals("postgresql")) {
            throw new ConfigurationMistake(
                    system.place(),
                    "platform [aws] cannot restore engine [" + system.engine() + "]; it can restore [postgresql]",
                    "name another platform, or leave it out");
        }
        RdsRestore.validate(system);
    }

    @Override
    public List<HostFinding> examine(RestoreOrder order) {
        validate(order.system());
        try (var clients = clients(AwsTarget.of(order.source()))) {
            return new RdsForesight(order, clients).findings();
        }
    }

    @Override
    public Instance restore(RestoreOrder order) {
        validate(order.system());
        var guard = new OperationGuard(ours);
        try (var clients = AwsClients.of(AwsTarget.of(order.source()), guard, order.restorationId())) {
            return new RdsRestore(order, clients, ours).restore();
        }
    }

    /** They make nothing. */
    private AwsClients clients(AwsTarget target) {
        return AwsClients.of(target, OperationGuard.ofSweep(ours));
    }

    @Override
    public void remove(LedgerEntry entry) {
        if (entry.kind().equals(KeptPassword.KIND)) {
            new KeptPassword(Path.of(entry.reference())).delete();
            return;
        }
        var reference = AwsReference.parse(entry.reference());
        ours.note(reference);
        try (var clients = clients(reference.target())) {
            Account.require(clients, reference);
            new OwnInstance(clients.rds(), reference, ours, Deadline.in(REMOVAL)).remove();
        }
    }

    @Override
    public boolean exists(LedgerEntry entry) {
        if (entry.kind().equals(KeptPassword.KIND)) {
            return new KeptPassword(Path.of(entry.reference())).exists();
        }
        var reference = AwsReference.parse(entry.reference());
        try (var clients = clients(reference.target())) {
            Account.require(clients, reference);
            return new OwnInstance(clients.rds(), reference, ours, Deadline.in(REMOVAL)).exists();
        }
    }

    @Override
    public List<LedgerEntry> expired(ProtectedSystem system) {
        return Stream.concat(Stream.of(system.backup()), system.copies().values().stream())
                .map(AwsTarget::of)
                .distinct()
                .flatMap(target -> expired(target).stream())
                .toList();
    }

    private List<LedgerEntry> expired(AwsTarget target) {
        try (var clients = clients(target)) {
            return new ExpiredInstances(clients.rds(), target, Account.of(clients), Deadline.in(REMOVAL))
                    .find().stream().map(AwsPlatform::withoutLedger).toList();
        }
    }

    private static LedgerEntry withoutLedger(AwsReference reference) {
        return new LedgerEntry(
                reference.identifier(),
                OwnTags.restoration(reference.run()),
                NAME,
                reference.service(),
                reference.toString(),
                0,
                0,
                0,
                false);
    }

    /** What runs in an account outlives this process by itself; its expiry is in its tags. */
    @Override
    public void keep(LedgerEntry entry) {}
}

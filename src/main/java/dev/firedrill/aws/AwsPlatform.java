package dev.firedrill.aws;

import dev.firedrill.aws.client.AwsClients;
import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.aws.rds.OwnInstance;
import dev.firedrill.aws.rds.RdsRestore;
import dev.firedrill.aws.safety.OperationGuard;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.ProtectedSystem;
import dev.firedrill.restore.Deadline;
import dev.firedrill.restore.Instance;
import dev.firedrill.restore.LedgerEntry;
import dev.firedrill.restore.Platform;
import dev.firedrill.restore.RestoreOrder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Restores into the isolated place of an AWS account. */
public final class AwsPlatform implements Platform {
    private static final Duration REMOVAL = Duration.ofMinutes(30);

    private final Set<AwsReference> ours = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
        return "aws";
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
    public Instance restore(RestoreOrder order) {
        validate(order.system());
        try (var clients = clients(AwsTarget.of(order.source()))) {
            return new RdsRestore(order, clients, ours::add).restore();
        }
    }

    private AwsClients clients(AwsTarget target) {
        return AwsClients.of(target, new OperationGuard(this::owns));
    }

    private boolean owns(String service, String identifier) {
        return ours.stream()
                .anyMatch(reference -> reference.service().equals(service)
                        && reference.identifier().equals(identifier));
    }

    @Override
    public void remove(LedgerEntry entry) {
        var reference = AwsReference.parse(entry.reference());
        ours.add(reference);
        try (var clients = clients(reference.target())) {
            new OwnInstance(clients.rds(), reference, Deadline.in(REMOVAL)).remove();
        }
    }

    @Override
    public boolean exists(LedgerEntry entry) {
        var reference = AwsReference.parse(entry.reference());
        try (var clients = clients(reference.target())) {
            return new OwnInstance(clients.rds(), reference, Deadline.in(REMOVAL)).exists();
        }
    }

    /** What runs in an account outlives this process by itself; its expiry is in its tags. */
    @Override
    public void keep(LedgerEntry entry) {}
}

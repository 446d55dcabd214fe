package dev.firedrill.aws.safety;

import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What firedrill.yaml names for use though this run did not make it: a role to assume, a secret to read, later the
 * topics and dashboards that results go to.
 *
 * @param names ARNs or names, as the request will have them
 */
public record Declared(Set<String> names) {
    public static final Declared NOTHING = new Declared(Set.of());

    /** The operations that use such a thing, and the field of their requests that names it. */
    static final Map<Operation, String> FIELDS = Map.of(
            Operation.of("sts:AssumeRole"), "RoleArn",
            Operation.of("secretsmanager:GetSecretValue"), "SecretId");

    public Declared {
        names = Set.copyOf(names);
    }

    /** @throws OperationRefused if the request names anything else */
    void require(Operation operation, SdkRequest request) {
        var field = FIELDS.get(operation);
        var name = new RequestFields(request).text(field);
        if (name.isEmpty() || !names.contains(name.get())) {
            throw new OperationRefused(
                    operation, field + " [" + name.orElse("") + "] is not named for it in the configuration");
        }
    }
}

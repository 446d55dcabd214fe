package dev.firedrill.aws.rds;

import dev.firedrill.aws.client.AwsTarget;
import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import java.util.HashSet;
import java.util.Set;

/**
 * Where backups of an RDS instance are asked for.
 *
 * @param instance the source's DBInstanceIdentifier
 */
record RdsSource(String instance, AwsTarget target) {
    static final String TYPE = "rds";
    private static final String INSTANCE = "instance";

    /**
     * As the keys of {@code backup:} or of a copy have it.
     *
     * @throws ConfigurationMistake if they make no sense
     */
    static RdsSource of(BackupSource source) {
        if (!source.type().equals(TYPE)) {
            throw new ConfigurationMistake(
                    source.place(),
                    "platform [aws] restores backups of type [rds], and this is one of type [" + source.type() + "]",
                    "leave platform: out, so that it is restored on this host");
        }
        var known = new HashSet<>(AwsTarget.KEYS);
        known.addAll(Set.of(INSTANCE, RdsPlace.KMS_KEY));
        known.addAll(RdsPlace.OF_A_REGION);
        source.requireOnly(known);
        var instance = source.value(INSTANCE)
                .orElseThrow(() -> new ConfigurationMistake(
                        source.place(),
                        "backups of type [rds] need the instance that they are of",
                        "add instance: its DB instance identifier"));
        return new RdsSource(instance, AwsTarget.of(source));
    }
}

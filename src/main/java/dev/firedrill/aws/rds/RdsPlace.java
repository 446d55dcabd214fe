package dev.firedrill.aws.rds;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import dev.firedrill.config.RestorePlace;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The isolated place into which instances are restored. What belongs to a region may be said by a copy in another one.
 *
 * @param instanceClass such as {@code db.t3.medium}; empty for that of the source
 * @param parameterGroup empty for that of the source, where it is in the same region
 * @param kmsKey the key under which a copy of another region is decrypted, for messages; empty for the default
 * @param life after which a sweep may remove what is restored, whoever made it
 * @param maxInstances how many restored instances may exist in the region at once
 * @param maxGigabytes of allocated storage of one instance
 * @param maxCost in dollars that one instance may cost if it lives to its end; empty for no limit
 * @param authorities certificates in PEM that the instance's must descend from
 * @param reads whether all of the storage is read once before checks begin
 */
record RdsPlace(
        String subnetGroup,
        String securityGroup,
        Optional<String> instanceClass,
        Optional<String> parameterGroup,
        Optional<String> kmsKey,
        Duration life,
        int maxInstances,
        int maxGigabytes,
        Optional<BigDecimal> maxCost,
        Path authorities,
        boolean reads) {
    static final String KMS_KEY = "kmsKey";
    private static final String SUBNET_GROUP = "subnetGroup";
    private static final String SECURITY_GROUP = "securityGroup";
    private static final String CLASS = "class";
    private static final String PARAMETER_GROUP = "parameterGroup";
    private static final String MAX_HOURS = "maxHours";
    private static final String MAX_INSTANCES = "maxInstances";
    private static final String MAX_GIGABYTES = "maxGigabytes";
    private static final String MAX_COST = "maxCost";
    private static final String AUTHORITIES = "caBundle";
    private static final String READ = "read";
    static final Set<String> OF_A_REGION = Set.of(SUBNET_GROUP, SECURITY_GROUP, CLASS, PARAMETER_GROUP);

    /**
     * As the keys of {@code place:} have it, and of a copy.
     *
     * @throws ConfigurationMistake if one is missing or makes no sense
     */
    static RdsPlace of(RestorePlace place, BackupSource source) {
        var known = new HashSet<>(OF_A_REGION);
        known.addAll(Set.of(MAX_HOURS, MAX_INSTANCES, MAX_GIGABYTES, MAX_COST, AUTHORITIES, READ));
        place.requireOnly(known);
        return new RdsPlace(
                regional(place, source, SUBNET_GROUP).orElseGet(() -> place.required(SUBNET_GROUP, "restore-isolated")),
                regional(place, source, SECURITY_GROUP).orElseGet(() -> place.required(SECURITY_GROUP, "sg-0abc")),
                regional(place, source, CLASS),
                regional(place, source, PARAMETER_GROUP),
                source.value(KMS_KEY),
                Duration.ofHours(number(place, MAX_HOURS, 6, 168)),
                number(place, MAX_INSTANCES, 5, 1000),
                number(place, MAX_GIGABYTES, 1000, 65_536),
                maxCost(place),
                authorities(place),
                reads(place));
    }

    private static Optional<String> regional(RestorePlace place, BackupSource source, String key) {
        return source.value(key).or(() -> place.value(key));
    }

    private static int number(RestorePlace place, String key, int otherwise, int most) {
        var text = place.value(key).orElse(Integer.toString(otherwise));
        if (text.matches("\\d{1,6}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new ConfigurationMistake(
                place.at(),
                key + " is [" + text + "]",
                "give a whole number from 1 to " + most + ", such as " + otherwise);
    }

    private static Optional<BigDecimal> maxCost(RestorePlace place) {
        return place.value(MAX_COST).map(text -> {
            if (text.matches("\\d{1,6}(\\.\\d{1,2})?")) {
                return new BigDecimal(text);
            }
            throw new ConfigurationMistake(
                    place.at(), MAX_COST + " is [" + text + "]", "give dollars for one restore, such as 2.50");
        });
    }

    /** Where libpq, too, looks for them. */
    private static Path authorities(RestorePlace place) {
        var file = place.value(AUTHORITIES)
                .map(text -> place.base().resolve(text).normalize())
                .orElse(Path.of(System.getProperty("user.home"), ".postgresql", "root.crt"));
        if (!Files.isReadable(file)) {
            throw new ConfigurationMistake(
                    place.at(),
                    "the certificates of RDS cannot be read from " + file,
                    "download https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem, and name it with "
                            + AUTHORITIES + ":");
        }
        return file;
    }

    private static boolean reads(RestorePlace place) {
        var text = place.value(READ).orElse("all");
        if (text.equals("all") || text.equals("none")) {
            return text.equals("all");
        }
        throw new ConfigurationMistake(place.at(), READ + " is [" + text + "]", "write all or none");
    }
}

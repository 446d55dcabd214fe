package dev.firedrill.aws.client;

import dev.firedrill.config.BackupSource;
import dev.firedrill.config.ConfigurationMistake;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Where AWS is asked, and as whom.
 *
 * @param region such as {@code us-east-1}
 * @param endpoint what is asked instead of AWS; empty for AWS itself
 * @param profile of the shared configuration files; empty for the default chain of credentials
 * @param role ARN of a role that is assumed; empty for none
 */
public record AwsTarget(String region, Optional<URI> endpoint, Optional<String> profile, Optional<String> role) {
    /** The keys of {@code backup:} that it is read from. */
    public static final Set<String> KEYS = Set.of("region", "endpoint", "profile", "role");

    /**
     * As a backup's keys have it.
     *
     * @throws ConfigurationMistake if one of them makes no sense
     */
    public static AwsTarget of(BackupSource source) {
        var region = Optional.ofNullable(source.keys().get("region"))
                .orElseThrow(() -> new ConfigurationMistake(
                        source.place(),
                        "backups of type [" + source.type() + "] need a region",
                        "add region: us-east-1"));
        return new AwsTarget(
                region,
                Optional.ofNullable(source.keys().get("endpoint")).map(text -> uri(source, text)),
                Optional.ofNullable(source.keys().get("profile")),
                Optional.ofNullable(source.keys().get("role")));
    }

    private static URI uri(BackupSource source, String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in our words.
        }
        throw new ConfigurationMistake(
                source.place(), "endpoint [" + text + "] is no address", "write it as https://host:port");
    }
}

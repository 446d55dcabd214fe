package dev.firedrill.aws;

import dev.firedrill.aws.client.AwsTarget;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the ledger keeps of something that is made in an account: enough to find it again from another process, and to
 * tell it from what others made. No secret is in it.
 *
 * @param service that it belongs to, such as {@code rds}
 * @param account whose it is: with credentials of another it would seem to be gone
 * @param identifier its name there
 * @param run the restoration that makes it, as its tag says
 * @param notedAt when it was written down, before it was asked for
 */
public record AwsReference(
        String service, AwsTarget target, String account, String identifier, String run, Instant notedAt) {

    /** Reads what {@link #toString} wrote. */
    public static AwsReference parse(String text) {
        var uri = URI.create(text);
        var settings = new LinkedHashMap<String, String>();
        for (var pair : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            settings.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        var target = new AwsTarget(
                uri.getHost(),
                Optional.ofNullable(settings.get("endpoint")).map(URI::create),
                Optional.ofNullable(settings.get("profile")),
                Optional.ofNullable(settings.get("role")));
        return new AwsReference(
                uri.getScheme(),
                target,
                settings.get("account"),
                uri.getPath().substring(1),
                settings.get("run"),
                Instant.parse(settings.get("noted")));
    }

    /** Such as {@code rds://us-east-1/firedrill-20261130-1?account=111122223333&run=20261130-1.0f&noted=2026-11-30T12:00:00Z}. */
    @Override
    public String toString() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("account", account);
        settings.put("run", run);
        settings.put("noted", notedAt.toString());
        target.endpoint().ifPresent(endpoint -> settings.put("endpoint", endpoint.toString()));
        target.profile().ifPresent(profile -> settings.put("profile", profile));
        target.role().ifPresent(role -> settings.put("role", role));
        return "%s://%s/%s?%s".formatted(service, target.region(), identifier, query(settings));
    }

    private static String query(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package dev.firedrill.aws.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One request as it arrived.
 *
 * @param region as it was signed for
 * @param service as it was signed for, such as {@code rds}
 * @param action such as {@code DescribeDBInstances}
 * @param accessKey who asks
 * @param parameters all but Action and Version, by their names on the wire, such as {@code Tags.Tag.1.Key}
 */
public record Request(
        String region, String service, String action, String accessKey, SortedMap<String, String> parameters) {
    private static final Pattern SIGNED = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");

    static Request of(String authorization, String form) {
        var scope = SIGNED.matcher(authorization == null ? "" : authorization);
        if (!scope.find()) {
            throw new ServiceError("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
        }
        var parameters = new TreeMap<String, String>();
        for (var pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        parameters.remove("Version");
        var action = parameters.remove("Action");
        return new Request(
                scope.group(2),
                scope.group(3),
                action == null ? "" : action,
                scope.group(1),
                Collections.unmodifiableSortedMap(parameters));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The value of a parameter; empty if it was not given. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return parameters.entrySet().stream()
                .map(Request::shown)
                .collect(Collectors.joining(", ", region + " " + service + " " + action + " {", "}"));
    }

    private static String shown(Map.Entry<String, String> parameter) {
        return parameter.getKey() + "=" + (parameter.getKey().contains("Password") ? "***" : parameter.getValue());
    }
}

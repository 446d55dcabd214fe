package dev.firedrill.evidence;

import dev.firedrill.restore.PastValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What one rule found, run by run. */
final class PastValues {
    private PastValues() {}

    static List<PastValue> of(List<Link> links, String system, String requested, String ruleId) {
        return links.stream()
                .filter(link -> link.kind().equals(Link.RESTORATION))
                .map(Link::content)
                .filter(content -> system.equals(content.get("system")) && requested.equals(content.get("requested")))
                .flatMap(content -> values(content, ruleId))
                .toList();
    }

    private static Stream<PastValue> values(Map<String, Object> content, String ruleId) {
        var at = Instant.parse(String.valueOf(content.get("startedAt")));
        return ((List<?>) content.get("rules"))
                .stream()
                        .map(rule -> (Map<?, ?>) rule)
                        .filter(rule -> ruleId.equals(rule.get("id")))
                        .map(rule -> rule.get("value"))
                        .filter(Objects::nonNull)
                        .map(value -> new PastValue(at, ((Number) value).doubleValue()));
    }
}

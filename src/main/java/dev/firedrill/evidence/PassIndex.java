package dev.firedrill.evidence;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest pass of each rule, by system and by what was asked. */
record PassIndex(Map<List<String>, LastPass> passes) {
    static PassIndex of(List<Link> links) {
        var passes = new HashMap<List<String>, LastPass>();
        for (var link : links) {
            if (link.kind().equals(Link.RESTORATION)) {
                enter(link.content(), passes);
            }
        }
        return new PassIndex(passes);
    }

    Optional<LastPass> find(String system, String requested, String ruleId) {
        return Optional.ofNullable(passes.get(List.of(system, requested, ruleId)));
    }

    private static void enter(Map<String, Object> content, Map<List<String>, LastPass> passes) {
        var at = Instant.parse(String.valueOf(content.get("startedAt")));
        for (var entry : (List<?>) content.get("rules")) {
            var rule = (Map<?, ?>) entry;
            if ("PASS".equals(rule.get("verdict"))) {
                var key = List.of(
                        String.valueOf(content.get("system")),
                        String.valueOf(content.get("requested")),
                        String.valueOf(rule.get("id")));
                passes.put(
                        key,
                        new LastPass(at, rule.get("value") instanceof Number value ? value.doubleValue() : Double.NaN));
            }
        }
    }
}
